// expect: what can only be moved is frozen by std::move\(builder\)\.freeze\(\)
// SPDX-License-Identifier: BSL-1.0
// A builder that is kept copies its edges; edges that only move need std::move(builder).freeze().
#include <entente/graph/builder.hpp>
#include <entente/graph/typed_graph.hpp>

using namespace entente;

#include <memory>
#include <utility>

struct place {};
struct parcel {
    std::unique_ptr<int> content;
};
using graph = typed_graph<typed_relation<place, parcel, place>>;
auto frozen(graph::builder& b) {
#ifdef ENTENTE_POSITIVE_CONTROL
    return std::move(b).freeze();
#else
    return b.freeze();
#endif
}
