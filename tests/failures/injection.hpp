// SPDX-License-Identifier: BSL-1.0
#pragma once

// Every allocation fails in its turn: the operator new of this program is in injection.cpp.

#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <exception>
#include <new>
#include <string>
#include <type_traits>

#include "support/rounds.hpp"

namespace entente_test {

extern std::atomic<long> live, until_failure;  // blocks that were not given back; allocations until one fails
extern std::atomic<bool> armed;

/// What became of a call whose n-th allocation failed.
struct outcome {
    bool failed = false;  ///< it had so many allocations
    bool threw = false;
    std::string stranger{};  ///< what was thrown that is not std::bad_alloc
};
template <class Call>
outcome fail_nth(long n, Call&& call) {
    outcome o;
    until_failure = n;
    armed = true;
    try {
        call();
    } catch (std::bad_alloc const&) {
        o.threw = true;
    } catch (std::exception const& e) {
        armed = false;
        o.threw = true;
        o.stranger = e.what();
    }
    armed = false;
    o.failed = until_failure < 0;
    return o;
}

/// Fails each allocation of `make()` in turn; `unharmed()` is asked after each failure, and `forget()` puts away what it was
/// asked of, before blocks are counted. Where rounds are few, every seventh.
template <class Make, class Unharmed, class Forget>
void fail_each(std::string const& what, Make const& make, Unharmed const& unharmed, Forget const& forget) {
    CAPTURE(what);
    auto const wanted = make();  // and what is made once is there now
    forget();
    long n = 0, thrown = 0;
    constexpr long stride = rounds::quick ? 7 : 1;
    for (; n < 20000; n += stride) {
        auto const before = live.load();
        {
            boost::optional<std::decay_t<decltype(wanted)>> got;
            auto const o = fail_nth(n, [&] { got = make(); });
            if (o.threw != !got || !o.stranger.empty()) FAIL("allocation " << n << ": " << o.stranger);
            if (got && !(*got == wanted)) FAIL("allocation " << n << " failed, and the answer is another one");
            if (!o.failed) break;
            thrown += o.threw;
        }
        bool const fine = unharmed();
        forget();
        if (live != before) FAIL("allocation " << n << ": " << live - before << " blocks leak");
        if (!fine) FAIL("allocation " << n << ": something is not as it was");
    }
    CHECK(thrown > 0);
    CHECK(n < 20000);
    MESSAGE(what << ": " << n / stride << " allocations failed, " << thrown << " came out as std::bad_alloc");
}
template <class Make, class Unharmed>
void fail_each(std::string const& what, Make const& make, Unharmed const& unharmed) {
    fail_each(what, make, unharmed, [] {});
}
template <class Make>
void fail_each(std::string const& what, Make const& make) {
    fail_each(what, make, [] { return true; });
}

}  // namespace entente_test
