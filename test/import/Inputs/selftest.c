/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a library's self-test on the host: cc -DMODEL=name -DBYTES=NAME_ARENA_BYTES. */
#define TEXT_OF(name) #name
#define HEADER(name) TEXT_OF(name.h)
#define JOIN(a, b) a##b
#define SELFTEST(name) JOIN(name, _selftest)
#include HEADER(MODEL)
#include <stdlib.h>

int main(void) {
  void *arena = malloc(BYTES);
  const int status = arena == NULL ? -1 : SELFTEST(MODEL)(arena, BYTES);
  free(arena);
  return status != 0;
}
