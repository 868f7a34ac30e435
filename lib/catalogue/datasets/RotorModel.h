// SPDX-License-Identifier: Apache-2.0
// A physical model of one recording of a rotor on two rolling bearings, asked for any stretch of
// time at any sampling rate.
//
// What a fault does (Randall, Antoni 2011, "Rolling element bearing diagnostics - a tutorial", MSSP
// 25(2); ISO 13373-3): unbalance turns with the shaft and grows with the square of its speed;
// misalignment adds the second and third harmonic, along one direction and axially with opposite
// sign across the coupling; a bearing defect strikes the structure at its own multiple of the shaft
// speed and lets resonances ring: an outer race evenly, a ball in step with the cage that carries
// it, a failing cage as rubbing that comes and goes with each turn of the cage. Frequency, sensor
// gains, resonances, friction noise and an unrelated neighbouring machine differ between
// recordings, so that neither a single band nor its level gives a class away.
#pragma once

#include "support/Random.h"
#include <array>
#include <cstdint>
#include <vector>

namespace pnasc::datasets {

class RotorModel {
public:
  static constexpr size_t Channels = 8;
  static constexpr size_t Harmonics = 5;

  /// `condition`: index into rotorClasses(). `severity`: 0 (slight) .. 1.
  RotorModel(uint64_t seed, uint64_t recording, int condition);

  double frequency() const { return rotation; } ///< Hz
  double severity() const { return degree; }

  /// Samples at time (first + i) / rate, channel by channel: out[c * count + i].
  void render(int64_t first, double rate, size_t count, float *out) const;

private:
  enum class Defect { None, Ball, Cage, OuterRace };
  struct Resonance {
    double frequency, decay; ///< Hz, seconds
  };
  struct Impulse {
    double time, height;
  };

  void placeSensors();
  void addUnbalance(double mass);
  void addMisalignment(double offset, bool vertical);
  void addBackground();
  double draw(double low, double high) { return low + (high - low) * random.uniform(); }
  double decibels(double deviation);
  void addTone(size_t channel, size_t harmonic, double amplitude, double phase);

  double angle(double time) const; ///< in turns
  double timeOf(double turns) const;
  std::vector<Impulse> impulses(double from, double until) const;
  void impulsesEvery(double perTurn, double from, double until, std::vector<Impulse> &list) const;

  void renderTones(double start, double rate, size_t count, float *out) const;
  void renderDefect(double start, double rate, size_t count, float *out) const;
  void renderNoise(int64_t first, double rate, size_t count, float *out) const;

  support::SequentialRandom random;
  uint64_t key; ///< of this recording's noise and impulses
  double rotation = 0, degree = 0, speed = 0;
  double wander = 0, wanderRate = 0, wanderPhase = 0;
  Defect defect = Defect::None;
  bool overhang = false;
  double strike = 0; ///< height of a defect's impulses

  struct Sensor {
    double gain = 1, friction = 0,
           floor = 0; ///< friction: rms of noise that rings in the resonance
    std::array<double, Harmonics> cosine{}, sine{};
    std::array<double, 2>
        ring{}; ///< how strongly it hears the two resonances of the faulty bearing
    double neighbour = 0, neighbourPhase = 0;
    Resonance own{};
  };
  std::array<Sensor, Channels> sensors; ///< 0 is the tachometer and uses `floor` alone
  std::array<Resonance, 2> housing{};   ///< of the faulty bearing
  double neighbourRate = 0;             ///< Hz
};

} // namespace pnasc::datasets
