// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Helpers.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <set>

namespace pnasc::kernels {

namespace {
struct Helper {
  const char *name;
  std::vector<std::string> needs;
  const char *text;
};
} // namespace

// In the order of emission: what a helper needs stands before it.
static const Helper helpers[] = {
    {"load", {}, R"(
/* Four bytes from anywhere. */
static inline uint32_t pnas_load(const int8_t *p) {
  uint32_t word;
  memcpy(&word, p, sizeof word);
  return word;
}
)"},
    {"pair", {}, R"(
/* Bytes 0 and 2 of a word, or 1 and 3, as a pair of int16: SXTB16. */
#if defined(PNAS_DSP)
static inline uint32_t pnas_even(uint32_t word) {
  uint32_t pair;
  __asm__("sxtb16 %0, %1" : "=r"(pair) : "r"(word));
  return pair;
}
static inline uint32_t pnas_odd(uint32_t word) {
  uint32_t pair;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(word));
  return pair;
}
#else
static inline uint32_t pnas_even(uint32_t word) {
  const uint32_t low = ((word & 0xFFu) ^ 0x80u) - 0x80u;
  const uint32_t high = (((word >> 16) & 0xFFu) ^ 0x80u) - 0x80u;
  return (low & 0xFFFFu) | (high << 16);
}
static inline uint32_t pnas_odd(uint32_t word) { return pnas_even(word >> 8); }
#endif
)"},
    {"half", {}, R"(
/* The halves of a pair of int16. */
static inline int32_t pnas_low(uint32_t pair) {
  return (int32_t)((pair & 0xFFFFu) ^ 0x8000u) - 0x8000;
}
static inline int32_t pnas_high(uint32_t pair) { return pnas_low(pair >> 16); }
)"},
    {"dot", {"half"}, R"(
/* sum + a.low * b.low + a.high * b.high: SMLAD. */
static inline int32_t pnas_dot(uint32_t a, uint32_t b, int32_t sum) {
#if defined(PNAS_DSP)
  __asm__("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
#else
  return sum + pnas_low(a) * pnas_low(b) + pnas_high(a) * pnas_high(b);
#endif
}
)"},
    {"lane", {"half"}, R"(
/* sum + a.low * b.low: SMLABB; sum + a.high * b.high: SMLATT. */
#if defined(PNAS_DSP)
static inline int32_t pnas_low_lane(uint32_t a, uint32_t b, int32_t sum) {
  __asm__("smlabb %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}
static inline int32_t pnas_high_lane(uint32_t a, uint32_t b, int32_t sum) {
  __asm__("smlatt %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}
#else
static inline int32_t pnas_low_lane(uint32_t a, uint32_t b, int32_t sum) {
  return sum + pnas_low(a) * pnas_low(b);
}
static inline int32_t pnas_high_lane(uint32_t a, uint32_t b, int32_t sum) {
  return sum + pnas_high(a) * pnas_high(b);
}
#endif
)"},
    {"saturate", {}, R"(
/* Into -128 .. 127: SSAT. */
static inline int32_t pnas_saturate(int32_t value) {
#if defined(PNAS_SAT)
  __asm__("ssat %0, #8, %1" : "=r"(value) : "r"(value));
  return value;
#else
  return value < -128 ? -128 : value > 127 ? 127 : value;
#endif
}
)"},
    {"rescale", {}, R"(
/* zero + ((accumulator * multiplier + 2^(shift + 32)) >> (shift + 33)), with twice = 2 * zero + 1.
   Only the high word of the product decides; right shifts are arithmetic. */
static inline int32_t pnas_rescale(int32_t accumulator, int32_t multiplier, uint32_t shift,
                                   int32_t twice) {
  int32_t high;
#if defined(PNAS_DSP)
  __asm__("smmul %0, %1, %2" : "=r"(high) : "r"(accumulator), "r"(multiplier));
#else
  high = (int32_t)(((int64_t)accumulator * multiplier) >> 32);
#endif
  return ((high >> shift) + twice) >> 1;
}
)"},
    {"limit", {}, R"(
static inline int32_t pnas_limit(int32_t value, int32_t low, int32_t high) {
  return value < low ? low : value > high ? high : value;
}
)"},
    {"clamp", {"limit"}, R"(
/* Applies a clamp that is narrower than int8 to bytes just written. */
static inline void pnas_clamp(int8_t *p, int32_t count, int32_t low, int32_t high) {
  if (low == -128 && high == 127)
    return;
  for (int32_t i = 0; i < count; ++i)
    p[i] = (int8_t)pnas_limit(p[i], low, high);
}
)"},
    {"even", {}, R"(
/* value / 2^shift, ties to even. */
static inline int64_t pnas_round_even(int64_t value, uint32_t shift) {
  if (shift == 0)
    return value;
  return (value + (((int64_t)1 << (shift - 1)) - 1) + ((value >> shift) & 1)) >> shift;
}
)"},
    {"limit64", {}, R"(
static inline int8_t pnas_limit64(int64_t value, int32_t low, int32_t high) {
  return (int8_t)(value < low ? low : value > high ? high : value);
}
)"},
};

static const Helper &helperOf(llvm::StringRef name) {
  const Helper *found = llvm::find_if(helpers, [&](const Helper &h) { return name == h.name; });
  assert(found != std::end(helpers) && "no helper of this name");
  return *found;
}

std::string helperText(const std::vector<std::string> &names) {
  std::set<std::string> wanted;
  std::vector<std::string> open = names;
  while (!open.empty()) {
    const Helper &helper = helperOf(open.back());
    open.pop_back();
    if (wanted.insert(helper.name).second)
      open.insert(open.end(), helper.needs.begin(), helper.needs.end());
  }
  std::string text;
  for (const Helper &helper : helpers)
    if (wanted.count(helper.name))
      text += helper.text;
  return text;
}

} // namespace pnasc::kernels
