// SPDX-License-Identifier: BSL-1.0
#include "entente/base/number_text.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace entente::detail;

namespace {

using limits = std::numeric_limits<double>;

/// Doubles of all magnitudes, from the least to the greatest, and the neighbours of powers of ten.
std::vector<double> doubles() {
    std::vector<double> all{
        0.0, -0.0, limits::max(), limits::lowest(), limits::min(), limits::denorm_min(), 0.1, 1.0 / 3, 0.00005,
        0.5, 2.5};
    for (int e = -320; e <= 308; ++e) {
        double const x = std::pow(10.0, e);
        for (double const y : {x, std::nextafter(x, 0.0), std::nextafter(x, limits::max()), 7 * x, -x})
            if (std::isfinite(y)) all.push_back(y);
    }
    std::mt19937_64 random(20);
    while (all.size() < 10000) {
        auto const x = std::bit_cast<double>(random());
        if (std::isfinite(x)) all.push_back(x);
    }
    return all;
}

std::string printed(double x, int decimals) {
    std::vector<char> buffer(2000);
    auto const n = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, x);
    return {buffer.data(), static_cast<std::size_t>(n)};
}

}  // namespace

TEST_CASE("numbers with a count of decimals are those of printf, for every double") {
    for (double const x : doubles())
        for (int const decimals : {0, 1, 4, 17, 400}) {
            auto const text = fixed_text(x, decimals);
            if (text != printed(x, decimals)) FAIL_CHECK(text << " is not " << printed(x, decimals));
        }
    CHECK(fixed_text(limits::lowest(), 4).size() == 1 + 309 + 1 + 4);
    CHECK(fixed_text(1.5, -2) == "2");
}

TEST_CASE(
    "shortest numbers read back as they were, in JSON too, where they are always numbers with a point or an exponent") {
    for (double const x : doubles()) {
        for (auto const& text : {number_text(x), number_label(x), json_number(x)})
            if (std::strtod(text.c_str(), nullptr) != x) FAIL_CHECK(text << " does not read back");
        auto const json = json_number(x);
        if (json.find_first_of(".e") == json.npos || json.size() > 25) FAIL_CHECK(json);
        // RFC 8259: digits before the point and after it, no leading zeros but one.
        auto const digits = json.substr(json[0] == '-' ? 1 : 0);
        if (digits[0] < '0' || digits[0] > '9' || (digits[0] == '0' && digits[1] != '.') || digits.back() == '.')
            FAIL_CHECK(json);
    }
    CHECK(json_number(4) == "4.0");
    CHECK(json_number(-0.5625) == "-0.5625");
    CHECK(json_number(1e20) == "1e+20");
    CHECK(json_number(0.0001) == "0.0001");
    CHECK(json_number(123456789012345) == "123456789012345.0");
}

TEST_CASE("what is not finite has a text in every form") {
    CHECK(number_text(limits::infinity()) == "inf");
    CHECK(fixed_text(-limits::infinity(), 4) == "-inf");
    CHECK(fixed_text(limits::quiet_NaN(), 4) == "nan");
}
