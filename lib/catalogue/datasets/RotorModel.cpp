// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/RotorModel.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace pnasc::datasets {

namespace {

constexpr double Tau = 2 * std::numbers::pi;

/// Defect frequencies as multiples of the shaft's, from the bearings of the MAFAULDA machine (8
/// balls of 7.145 mm on a pitch circle of 28.519 mm).
constexpr double BallPassOuter = 2.998, BallSpin = 1.871, Cage = 0.375;

constexpr double ReferenceSpeed = 30; ///< Hz, where amplitudes below hold
constexpr double RubsPerTurn = 9;
constexpr double LongestRing = 0.02; ///< seconds; a ring is over by then

// Channels: tachometer; underhang axial, radial, tangential; overhang the same; microphone.
enum Axis { Axial, Radial, Tangential };
constexpr size_t Microphone = 7;
Axis axisOf(size_t channel) { return Axis((channel - 1) % 3); }
bool isOverhang(size_t channel) { return channel >= 4 && channel < Microphone; }

/// Near enough to normal, for a fifth of its price: the sum of four uniform 16-bit numbers.
double roughNormal(uint64_t bits) {
  const uint64_t sum =
      (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
  return (double(sum) - 2 * 65535.0) * (1.7320508075688772 / 65536);
}

} // namespace

RotorModel::RotorModel(uint64_t seed, uint64_t recording, int condition)
    : random(support::CounterRandom(seed, "rotor/" + std::to_string(recording))),
      key(support::mix64(seed ^ support::mix64(recording + 1))) {
  rotation = draw(12, 60);
  speed = rotation / ReferenceSpeed;
  degree = random.uniform();
  wander = draw(0.002, 0.008);
  wanderRate = draw(0.3, 1.5);
  wanderPhase = draw(0, Tau);
  overhang = condition >= 7;
  if (condition >= 4)
    defect = Defect(1 + (condition - 4) % 3);

  placeSensors();
  addBackground();
  addUnbalance(condition == 1 ? 0.65 + 0.75 * degree : draw(0.05, 0.26));
  if (condition == 2 || condition == 3)
    addMisalignment(0.35 + 0.65 * degree, condition == 3);
  strike = defect == Defect::None ? 0 : (0.85 + 0.85 * degree) * speed;
}

double RotorModel::decibels(double deviation) {
  // Uniform with the same deviation: a sensor is never arbitrarily far off.
  return std::pow(10.0, draw(-1, 1) * 1.732 * deviation / 20);
}

void RotorModel::placeSensors() {
  const double under = decibels(0.6), over = decibels(0.6);
  housing = {Resonance{(overhang ? 880 * over : 690 * under), draw(0.0018, 0.0032)},
             Resonance{(overhang ? 1650 * over : 1420 * under), draw(0.0012, 0.0022)}};
  const double friction = 0.16 * speed * decibels(4);
  for (size_t c = 1; c < Channels; ++c) {
    Sensor &sensor = sensors[c];
    const bool near = c == Microphone || isOverhang(c) == overhang;
    const double path = c == Microphone ? 0.6 : near ? 1 : draw(0.25, 0.45);
    const double axis = c != Microphone && axisOf(c) == Axial ? 0.7 : 1;
    sensor.gain = decibels(3.5);
    sensor.friction = friction * decibels(2.5);
    sensor.floor = 0.03;
    sensor.ring = {path * axis * draw(0.7, 1.1), path * axis * draw(0.4, 0.9)};
    sensor.own = {(isOverhang(c) ? 880 * over : 690 * under) * decibels(0.5), draw(0.0015, 0.003)};
  }
  sensors[0].floor = 0.05;
}

void RotorModel::addTone(size_t channel, size_t harmonic, double amplitude, double phase) {
  sensors[channel].cosine[harmonic - 1] += amplitude * std::cos(phase);
  sensors[channel].sine[harmonic - 1] -= amplitude * std::sin(phase);
}

/// A force that turns with the shaft: radial and tangential a quarter turn apart.
void RotorModel::addUnbalance(double mass) {
  const double phase = draw(0, Tau), force = mass * speed * speed;
  for (size_t c = 1; c < Channels; ++c) {
    const double place = isOverhang(c) ? draw(0.8, 1.2) : draw(0.6, 1.0);
    if (c == Microphone)
      addTone(c, 1, 0.25 * force, draw(0, Tau));
    else if (axisOf(c) == Axial)
      addTone(c, 1, 0.15 * force * place, phase + draw(-0.5, 0.5));
    else
      addTone(c, 1, force * place,
              phase + (axisOf(c) == Tangential ? -Tau / 4 : 0) + draw(-0.3, 0.3));
  }
}

void RotorModel::addMisalignment(double offset, bool vertical) {
  const double force = offset * speed, phase = draw(0, Tau);
  const Axis main = vertical ? Tangential : Radial;
  constexpr double Along[] = {0.35, 0.9, 0.3}, Axially[] = {0.45, 0.45, 0.2};
  for (size_t c = 1; c < Channels; ++c)
    for (size_t h = 1; h <= 3; ++h) {
      const double jitter = draw(-0.4, 0.4), bent = double(h) * phase + jitter;
      if (c == Microphone)
        addTone(c, h, 0.3 * Along[h - 1] * force, bent);
      else if (axisOf(c) == Axial)
        addTone(c, h, Axially[h - 1] * force, bent + (isOverhang(c) ? Tau / 2 : 0));
      else
        addTone(c, h, (axisOf(c) == main ? 1.0 : 0.33) * Along[h - 1] * force, bent);
    }
}

/// What every machine has: weak harmonics, and a neighbour that turns at a speed of its own.
void RotorModel::addBackground() {
  neighbourRate = draw(9, 130);
  const double neighbour = draw(0.05, 0.5) * speed;
  for (size_t c = 1; c < Channels; ++c) {
    sensors[c].neighbour = neighbour * draw(0.4, 1.0);
    sensors[c].neighbourPhase = draw(0, Tau);
    for (size_t h = 1; h <= Harmonics; ++h)
      addTone(c, h, draw(0.02, 0.16) * speed, draw(0, Tau));
  }
}

double RotorModel::angle(double time) const {
  return rotation *
         (time + wander * std::sin(Tau * wanderRate * time + wanderPhase) / (Tau * wanderRate));
}

/// Inverse of angle(); the wander is below 1 %, so three steps leave less than a microsecond.
double RotorModel::timeOf(double turns) const {
  double time = turns / rotation;
  for (int step = 0; step < 3; ++step)
    time = turns / rotation -
           wander * std::sin(Tau * wanderRate * time + wanderPhase) / (Tau * wanderRate);
  return time;
}

/// Events at `perTurn` for each turn, each a pure function of its number, so that any stretch of
/// time can be asked for.
void RotorModel::impulsesEvery(double perTurn, double from, double until,
                               std::vector<Impulse> &list) const {
  const auto first = int64_t(std::floor(angle(from) * perTurn)) - 1;
  const auto last = int64_t(std::ceil(angle(until) * perTurn)) + 1;
  for (int64_t k = first; k <= last; ++k) {
    const uint64_t bits = support::mix64(key + uint64_t(k) * 0x9E3779B97F4A7C15ull);
    const double u = double(bits >> 32) * 0x1p-32, v = double(bits & 0xFFFFFFFF) * 0x1p-32;
    // Rolling elements slip by a percent or two; a rubbing cage keeps no time at all.
    const double slip = defect == Defect::Cage ? 1.6 * (u - 0.5) : 0.03 * (u - 0.5);
    const double turns = (double(k) + 0.5 + slip) / perTurn;
    const double carried = 0.5 + 0.5 * std::cos(Tau * Cage * turns);
    double height = 0.85 + 0.3 * v;
    if (defect == Defect::Ball) // loaded only while the cage carries it through the load zone;
      height *= (k & 1 ? 0.55 : 1.0) * (0.1 + 1.5 * carried); // races are struck in turn
    else if (defect == Defect::Cage)
      height = (v < 0.5 ? -1 : 1) * (0.3 + 0.7 * std::fabs(2 * v - 1)) * 1.6 * carried * carried;
    list.push_back({timeOf(turns), height});
  }
}

std::vector<RotorModel::Impulse> RotorModel::impulses(double from, double until) const {
  std::vector<Impulse> list;
  if (defect == Defect::OuterRace)
    impulsesEvery(BallPassOuter, from, until, list);
  else if (defect == Defect::Ball)
    impulsesEvery(2 * BallSpin, from, until, list);
  else if (defect == Defect::Cage)
    impulsesEvery(RubsPerTurn, from, until, list);
  return list;
}

void RotorModel::renderTones(double start, double rate, size_t count, float *out) const {
  constexpr double PulseWidth = 0.06; // turns
  for (size_t i = 0; i < count; ++i) {
    const double time = start + double(i) / rate, turns = angle(time);
    const double position = turns - std::floor(turns);
    const double c1 = std::cos(Tau * position), s1 = std::sin(Tau * position);
    out[i] = position < PulseWidth ? 4.6f : -0.4f;
    double cosine[Harmonics], sine[Harmonics];
    cosine[0] = c1, sine[0] = s1;
    for (size_t h = 1; h < Harmonics; ++h) {
      cosine[h] = cosine[h - 1] * c1 - sine[h - 1] * s1;
      sine[h] = sine[h - 1] * c1 + cosine[h - 1] * s1;
    }
    const double nc = std::cos(Tau * neighbourRate * time),
                 ns = std::sin(Tau * neighbourRate * time);
    for (size_t c = 1; c < Channels; ++c) {
      const Sensor &sensor = sensors[c];
      double value = sensor.neighbour *
                     (nc * std::cos(sensor.neighbourPhase) - ns * std::sin(sensor.neighbourPhase));
      for (size_t h = 0; h < Harmonics; ++h)
        value += sensor.cosine[h] * cosine[h] + sensor.sine[h] * sine[h];
      out[c * count + i] = float(value);
    }
  }
}

void RotorModel::renderDefect(double start, double rate, size_t count, float *out) const {
  if (defect == Defect::None)
    return;
  const double end = start + double(count) / rate;
  std::array<std::vector<double>, 2> ring{std::vector<double>(count), std::vector<double>(count)};
  for (const Impulse &impulse : impulses(start - LongestRing, end))
    for (size_t r = 0; r < ring.size(); ++r) {
      // exp(-t/decay) sin(2 pi f t), one complex product a sample.
      const double since = std::ceil((impulse.time - start) * rate);
      const auto first = int64_t(std::max(0.0, since));
      const auto last =
          std::min(int64_t(count), int64_t((impulse.time + LongestRing - start) * rate));
      const double t = start + double(first) / rate - impulse.time;
      const double f = Tau * housing[r].frequency;
      const double level = impulse.height * std::exp(-t / housing[r].decay);
      const double shrink = std::exp(-1 / (rate * housing[r].decay));
      const double stepC = shrink * std::cos(f / rate), stepS = shrink * std::sin(f / rate);
      double c = level * std::cos(f * t), s = level * std::sin(f * t);
      for (int64_t i = first; i < last; ++i) {
        ring[r][size_t(i)] += s;
        const double next = c * stepC - s * stepS;
        s = s * stepC + c * stepS;
        c = next;
      }
    }
  for (size_t c = 1; c < Channels; ++c)
    for (size_t i = 0; i < count; ++i)
      out[c * count + i] +=
          float(strike * (sensors[c].ring[0] * ring[0][i] + sensors[c].ring[1] * ring[1][i]));
}

/// Friction excites the same resonances that defects let ring (a two-pole filter on white noise);
/// electronics add a white floor.
void RotorModel::renderNoise(int64_t first, double rate, size_t count, float *out) const {
  for (size_t c = 0; c < Channels; ++c) {
    const Sensor &sensor = sensors[c];
    const uint64_t stream = support::mix64(key ^ (0xA5A5ull + c));
    float *values = out + c * count;
    auto noise = [&](int64_t i) {
      return support::mix64(stream + uint64_t(first + i) * 0x9E3779B97F4A7C15ull);
    };
    if (c == 0) {
      for (size_t i = 0; i < count; ++i)
        values[i] += float(sensor.floor * roughNormal(noise(int64_t(i))));
      continue;
    }
    const double r = std::exp(-1 / (rate * sensor.own.decay));
    const double w = Tau * std::min(sensor.own.frequency, 0.45 * rate) / rate;
    const double a1 = 2 * r * std::cos(w), a2 = -r * r;
    const double power =
        (1 + r * r) / ((1 - r * r) * (1 + r * r * r * r - 2 * r * r * std::cos(2 * w)));
    const double drive = sensor.friction / std::sqrt(power);
    const auto warmUp = int64_t(6 * rate * sensor.own.decay);
    double y1 = 0, y2 = 0;
    for (int64_t i = -warmUp; i < int64_t(count); ++i) {
      const uint64_t bits = noise(i);
      const double y = a1 * y1 + a2 * y2 + drive * roughNormal(bits);
      y2 = y1, y1 = y;
      if (i >= 0)
        values[i] =
            float((values[i] + y + sensor.floor * roughNormal(support::mix64(bits))) * sensor.gain);
    }
  }
}

void RotorModel::render(int64_t first, double rate, size_t count, float *out) const {
  const double start = double(first) / rate;
  renderTones(start, rate, count, out);
  renderDefect(start, rate, count, out);
  renderNoise(first, rate, count, out);
}

} // namespace pnasc::datasets
