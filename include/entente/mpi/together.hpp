// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/together.hpp
/// Work that succeeds on all processes or throws on all. Component entente::mpi.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/mpi/environment.hpp"
#include "entente/mpi/packed.hpp"

namespace entente::mpi {

namespace detail {

/// The least and greatest of the numbers of all processes.
struct extremes {
    std::uint64_t least = 0, greatest = 0;
    bool same() const { return least == greatest; }
};

/// MPI counts in int: what is larger goes in several messages of so many bytes. A variable, for the tests to
/// make small.
inline std::size_t bytes_a_message = std::size_t{1} << 30;

/// The processes of a communicator, by a duplicate of it: the messages of the library do not meet those of its
/// user, and failures come back as codes whatever the user's communicator does with them. Made and ended by all
/// processes.
class team {
public:
    explicit team(MPI_Comm of) {
        require_success(MPI_Comm_dup(of, &comm_), "MPI_Comm_dup");
        require_success(MPI_Comm_set_errhandler(comm_, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
        require_success(MPI_Comm_rank(comm_, &rank_), "MPI_Comm_rank");
        require_success(MPI_Comm_size(comm_, &size_), "MPI_Comm_size");
    }
    ~team() { MPI_Comm_free(&comm_); }
    team(team const&) = delete;
    team& operator=(team const&) = delete;

    int rank() const { return rank_; }
    int size() const { return size_; }

    /// The least and greatest of what each process says, for several numbers at once.
    template <std::size_t N>
    std::array<extremes, N> extremes_of(std::array<std::uint64_t, N> const& mine) const {
        std::array<std::uint64_t, N> least{}, greatest{};
        require_success(MPI_Allreduce(mine.data(), least.data(), static_cast<int>(N), MPI_UINT64_T, MPI_MIN, comm_),
              "MPI_Allreduce");
        require_success(MPI_Allreduce(mine.data(), greatest.data(), static_cast<int>(N), MPI_UINT64_T, MPI_MAX, comm_),
              "MPI_Allreduce");
        std::array<extremes, N> all;
        for (std::size_t k = 0; k < N; ++k) all[k] = {least[k], greatest[k]};
        return all;
    }
    /// `count` elements of the root become those of all. The root's are only read.
    template <class T>
    void broadcast(T* data, std::size_t count, int root) const {
        static_assert(std::is_trivially_copyable_v<T>);
        in_pieces(data, count * sizeof(T), [&](std::byte* piece, int bytes) {
            require_success(MPI_Bcast(piece, bytes, MPI_BYTE, root, comm_), "MPI_Bcast");
        });
    }
    template <class T>
    void send(T const* data, std::size_t count, int to) const {
        static_assert(std::is_trivially_copyable_v<T>);
        in_pieces(const_cast<T*>(data), count * sizeof(T), [&](std::byte* piece, int bytes) {
            require_success(MPI_Send(piece, bytes, MPI_BYTE, to, 0, comm_), "MPI_Send");
        });
    }
    template <class T>
    void receive(T* data, std::size_t count, int from) const {
        static_assert(std::is_trivially_copyable_v<T>);
        in_pieces(data, count * sizeof(T), [&](std::byte* piece, int bytes) {
            require_success(MPI_Recv(piece, bytes, MPI_BYTE, from, 0, comm_, MPI_STATUS_IGNORE), "MPI_Recv");
        });
    }

private:
    template <class Transfer>
    static void in_pieces(void* data, std::size_t bytes, Transfer const& transfer) {
        for (std::size_t done = 0; done < bytes; done += bytes_a_message)
            transfer(static_cast<std::byte*>(data) + done, static_cast<int>((std::min)(bytes_a_message, bytes - done)));
    }

    MPI_Comm comm_ = MPI_COMM_NULL;
    int rank_ = 0, size_ = 1;
};

/// The classes of the hierarchy of errors, to throw elsewhere what was thrown here.
enum class error_kind : unsigned char { plain, scale, graph, stance, io };

inline std::vector<std::byte> packed(error_kind kind, error const& e) {
    auto const& w = e.where();
    packer p;
    p << kind << e.code() << e.message() << w.actor << w.issue << w.value << w.file << w.line << w.column << w.ordinal;
    return std::move(p).take();
}

inline std::vector<std::byte> packed(std::exception_ptr const& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (scale_error const& e) {
        return packed(error_kind::scale, e);
    } catch (graph_error const& e) {
        return packed(error_kind::graph, e);
    } catch (stance_error const& e) {
        return packed(error_kind::stance, e);
    } catch (io_error const& e) {
        return packed(error_kind::io, e);
    } catch (error const& e) {
        return packed(error_kind::plain, e);
    } catch (std::exception const& e) {
        return packed(error_kind::plain, error(fault_code::communication, e.what()));
    } catch (...) {
        return packed(error_kind::plain, error(fault_code::communication, "something was thrown that is no std::exception"));
    }
}

[[noreturn]] inline void throw_packed(std::vector<std::byte> const& bytes, std::string const& lead) {
    unpacker u(bytes);
    auto const kind = u.number<error_kind>();
    auto const code = u.number<fault_code>();
    std::string message;
    fault where;
    u >> message >> where.actor >> where.issue >> where.value >> where.file >> where.line >> where.column >>
        where.ordinal;
    message.insert(0, lead);
    switch (kind) {
    case error_kind::scale:
        throw scale_error(code, message, where);
    case error_kind::graph:
        throw graph_error(code, message, where);
    case error_kind::stance:
        throw stance_error(code, message, where);
    case error_kind::io:
        throw io_error(code, message, where);
    case error_kind::plain:
        break;
    }
    throw error(code, message, where);
}

template <class Work>
void together(team const& t, Work&& work) {
    std::exception_ptr thrown;
    try {
        work();
    } catch (...) {
        thrown = std::current_exception();
    }
    auto const all = static_cast<std::uint64_t>(t.size());
    // The rank where it failed, and a number beyond all ranks where it did not.
    auto const [failed] = t.extremes_of<1>({thrown ? static_cast<std::uint64_t>(t.rank()) : all});
    if (failed.least == all) return;

    int const first = static_cast<int>(failed.least);
    std::vector<std::byte> report;
    if (t.rank() == first) report = packed(thrown);
    std::uint64_t bytes = report.size();
    t.broadcast(&bytes, 1, first);
    report.resize(bytes);
    t.broadcast(report.data(), report.size(), first);
    throw_packed(report, failed.greatest == all ? "rank " + std::to_string(first) + ": " : std::string());
}

/// Refuses a root that is no process, or not the same one on all of them.
inline void require_root(team const& t, int root) {
    auto const [named] = t.extremes_of<1>({static_cast<std::uint64_t>(static_cast<std::int64_t>(root))});
    if (!named.same()) throw error(fault_code::invalid_argument, "the processes name different roots");
    if (root < 0 || root >= t.size())
        throw error(fault_code::invalid_argument,
                    "the root is no rank of the communicator, which has " + std::to_string(t.size()),
                    {.value = std::to_string(root)});
}

}  // namespace detail

/// Runs `work()` on every process, and returns on all of them when it has succeeded on all.
///
/// Where it throws on some, all processes throw the error of the lowest rank among them, of its class and with
/// its code, message and place; an exception that is no entente::error becomes one, with fault_code::communication
/// and its `what()`. Where others have succeeded, "rank RANK: " stands before the message. So no process goes
/// on alone, or waits for one that has gone: use it for what each process does by itself between two collective
/// calls, as reading options or opening a file.
///
/// Collective: all processes of the communicator call it, and all calls of entente::mpi, in the same order.
/// Precondition: `work` does not call entente::mpi itself. Throws error when MPI fails. One small reduction
/// beside the work.
template <class Work>
void together(MPI_Comm comm, Work&& work) {
    detail::team const t(comm);
    detail::together(t, work);
}

}  // namespace entente::mpi
