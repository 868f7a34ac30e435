// SPDX-License-Identifier: Apache-2.0
// Read before every source of the fuzzed build. clang looks into the members of a std::vector, which
// are constexpr in C++20, where LLVM's JSON header declares vectors of a type that is not complete
// yet. Here these vectors are of a kind of their own, the same in memory, whose members are not
// constexpr and so are looked into only where they are used.
#pragma once
#ifdef __cplusplus
#include <initializer_list>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>
#include <map>
#include <vector>

namespace std {
template <class T> struct late_vector : vector<T> {
  late_vector() noexcept {}
  late_vector(const late_vector &other) : vector<T>(other) {}
  late_vector(late_vector &&other) noexcept : vector<T>(move(other)) {}
  late_vector(initializer_list<T> list) : vector<T>(list) {}
  late_vector &operator=(const late_vector &other) {
    vector<T>::operator=(other);
    return *this;
  }
  late_vector &operator=(late_vector &&other) noexcept {
    vector<T>::operator=(move(other));
    return *this;
  }
  ~late_vector() {}

  using base = vector<T>;
  using iterator = typename base::iterator;
  using const_iterator = typename base::const_iterator;
  T &operator[](size_t i) { return base::operator[](i); }
  const T &operator[](size_t i) const { return base::operator[](i); }
  T &front() { return base::front(); }
  const T &front() const { return base::front(); }
  T &back() { return base::back(); }
  const T &back() const { return base::back(); }
  T *data() { return base::data(); }
  const T *data() const { return base::data(); }
  iterator begin() { return base::begin(); }
  const_iterator begin() const { return base::begin(); }
  iterator end() { return base::end(); }
  const_iterator end() const { return base::end(); }
  bool empty() const { return base::empty(); }
  size_t size() const { return base::size(); }
  void reserve(size_t n) { base::reserve(n); }
  void clear() { base::clear(); }
  void push_back(const T &value) { base::push_back(value); }
  void push_back(T &&value) { base::push_back(move(value)); }
  void pop_back() { base::pop_back(); }
  template <class... A> void emplace_back(A &&...a) { base::emplace_back(forward<A>(a)...); }
  iterator insert(iterator at, const T &value) { return base::insert(at, value); }
  iterator insert(iterator at, T &&value) { return base::insert(at, move(value)); }
  template <class I> iterator insert(iterator at, I from, I to) {
    return base::insert(at, from, to);
  }
  template <class... A> iterator emplace(iterator at, A &&...a) {
    return base::emplace(at, forward<A>(a)...);
  }
  bool operator==(const late_vector &other) const {
    return static_cast<const base &>(*this) == static_cast<const base &>(other);
  }
  template <class... A> iterator erase(A &&...a) { return base::erase(forward<A>(a)...); }
};
} // namespace std

#define vector late_vector
#include <llvm/Support/JSON.h>
#undef vector
#endif
