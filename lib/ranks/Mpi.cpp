// SPDX-License-Identifier: Apache-2.0
// Ranks.h by MPI: who is idle, what was asked, what came back.
#include "ranks/Launch.h"
#include "ranks/Ranks.h"
#include "support/Error.h"
#include <condition_variable>
#include <mpi.h>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace pnasc::ranks {

namespace {

enum Tag { Request = 1, Answer, Leave };

/// One thread at a time speaks to MPI, and nobody waits inside it: its own waiting would take a
/// whole core.
class MpiGroup : public Group {
public:
  MpiGroup() {
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    for (int other = 1; other < count; ++other)
      idle.push_back(other);
  }
  ~MpiGroup() override {
    if (rank == 0)
      for (int other = 1; other < count; ++other)
        send(other, Leave, "");
    MPI_Finalize();
  }

  int size() const override { return count; }

  std::string ask(const std::string &request) override {
    const int other = take();
    send(other, Request, request);
    MPI_Status status;
    const std::string answer = receive(other, status);
    {
      std::lock_guard lock(mutex);
      idle.push_back(other);
    }
    freed.notify_one();
    return answer;
  }

  void serve(const std::function<std::string(const std::string &)> &answer) override {
    for (;;) {
      MPI_Status status;
      const std::string request = receive(0, status);
      if (status.MPI_TAG == Leave)
        return;
      send(0, Answer, answer(request));
    }
  }

private:
  int take() {
    std::unique_lock lock(mutex);
    freed.wait(lock, [&] { return !idle.empty(); });
    const int other = idle.back();
    idle.pop_back();
    return other;
  }

  void send(int to, Tag tag, const std::string &bytes) {
    std::lock_guard lock(mpi);
    MPI_Send(bytes.data(), int(bytes.size()), MPI_BYTE, to, tag, MPI_COMM_WORLD);
  }

  std::string receive(int from, MPI_Status &status) {
    for (;; ::usleep(500)) {
      std::lock_guard lock(mpi);
      int there = 0, size = 0;
      MPI_Iprobe(from, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
      if (!there)
        continue;
      MPI_Get_count(&status, MPI_BYTE, &size);
      std::string bytes(size_t(size), '\0');
      MPI_Recv(bytes.data(), size, MPI_BYTE, from, status.MPI_TAG, MPI_COMM_WORLD, &status);
      return bytes;
    }
  }

  int rank = 0, count = 1;
  std::mutex mpi, mutex;
  std::condition_variable freed;
  std::vector<int> idle; ///< of rank 0: who has nothing to do
};

} // namespace

llvm::Expected<std::unique_ptr<Group>> join() {
  if (launched().size < 2)
    return nullptr;
  int given = MPI_THREAD_SINGLE;
  if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &given) != MPI_SUCCESS ||
      given < MPI_THREAD_SERIALIZED)
    return support::environment("this MPI does not let several threads speak to it in turn");
  return std::make_unique<MpiGroup>();
}

} // namespace pnasc::ranks
