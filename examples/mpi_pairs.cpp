// SPDX-License-Identifier: BSL-1.0
//
// mpi_pairs: who votes most alike? All pairs of a file, shared among the processes of MPI: mpirun -n 4 mpi_pairs
//
// One process reads the file, all compute, and the one that has read prints the closest pairs. The answer is
// that of one process.

#include <entente/entente.hpp>
#include <entente/io/read_stances.hpp>
#include <entente/mpi/all_pairs.hpp>
#include <entente/mpi/broadcast.hpp>
#include <entente/mpi/environment.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

using namespace entente;
using namespace entente::measures;

namespace {

struct pair_of_actors {
    std::size_t a, b;
    comparison result;
};

void print_closest(position_matrix const& votes, dyad_matrix const& distances, std::size_t top) {
    std::vector<pair_of_actors> pairs;
    distances.for_each([&](std::size_t a, std::size_t b, comparison const& c) {
        if (c.value) pairs.push_back({a, b, c});
    });
    // Of equal distances the one on more issues comes first, then the one that comes first in the file.
    std::ranges::stable_sort(pairs, [](pair_of_actors const& p, pair_of_actors const& q) {
        return std::tuple(*p.result.value, q.result.shared) < std::tuple(*q.result.value, p.result.shared);
    });
    if (pairs.size() > top) pairs.resize(top);
    std::printf("%zu pairs of %zu actors on %zu issues; the closest:\n", distances.pairs(), votes.actors(),
                votes.issues());
    for (auto const& p : pairs)
        std::printf("%.4f on %3zu  %s, %s\n", *p.result.value, p.result.shared, votes.actor_name(p.a).c_str(),
                    votes.actor_name(p.b).c_str());
}

}  // namespace

int main(int argc, char** argv) {
    mpi::environment const environment;
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    try {
        io::stance_files files{.stances = ENTENTE_EXAMPLES_DATA_DIR "/un_session_74/votes.csv",
                               .issues = ENTENTE_EXAMPLES_DATA_DIR "/un_session_74/issues.csv"};
        std::size_t top = 10, min_overlap = 60;
        CLI::App app("Who votes most alike? All pairs, shared among the processes of MPI.", "mpi_pairs");
        app.add_option("votes", files.stances, "CSV file: first column the actor, every other column an issue");
        app.add_option("--issues", files.issues, "CSV file: issue,level,lower,upper,labels,weight,part_of");
        auto const count = CLI::Range(0, 1'000'000'000);  // a number below 0 would be read as a very large one
        app.add_option("--top", top, "how many pairs to print")->check(count)->capture_default_str();
        app.add_option("--min-overlap", min_overlap, "leave out pairs that share fewer issues")
            ->check(count)
            ->capture_default_str();
        try {
            app.parse(argc, argv);
        } catch (CLI::ParseError const& e) {
            // All processes have the same words to parse, and one of them answers.
            if (rank == 0) app.exit(e);
            return e.get_exit_code() == 0 ? 0 : 2;
        }

        auto const votes = mpi::broadcast(
            MPI_COMM_WORLD, [&] { return make_position_matrix(io::read_stances(files, {.wide = true})); });
        auto const distances = mpi::all_pairs(MPI_COMM_WORLD, votes, city_block{}, {.min_overlap = min_overlap});
        if (distances) print_closest(votes, *distances, top);
        return 0;
    } catch (std::exception const& e) {
        // What one process throws inside of entente::mpi, all throw.
        if (rank == 0) std::cerr << "mpi_pairs: " << e.what() << '\n';
        return 2;
    }
}
