// SPDX-License-Identifier: BSL-1.0
// The main function of these tests has an environment that began MPI. That it
// ends the job when it is left by an exception is the ctest entry mpi.abort.
#include "entente/mpi/environment.hpp"

#include <doctest/doctest.h>

#include "entente/error.hpp"

using namespace entente;

TEST_CASE("MPI that is running is left alone") {
    {
        mpi::environment const second;
        CHECK_FALSE(second.owns());
        CHECK(second.thread_level() >= MPI_THREAD_FUNNELED);
    }
    int ended = 1;
    MPI_Finalized(&ended);
    CHECK(ended == 0);
}

TEST_CASE("a failure of MPI is an error in MPI's own words") {
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    int number = 0;
    try {
        mpi::detail::require_success(MPI_Bcast(&number, 1, MPI_INT, 5, MPI_COMM_SELF), "MPI_Bcast");
        FAIL_CHECK("nothing was thrown");
    } catch (error const& e) {
        CHECK(e.code() == fault_code::communication);
        CHECK(e.message().starts_with("MPI_Bcast failed: MPI_ERR_ROOT"));
    }
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_ARE_FATAL);
}
