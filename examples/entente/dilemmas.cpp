// SPDX-License-Identifier: BSL-1.0
// entente dilemmas: where parties are at odds over what they say they will do, from a board in JSON.

#include "entente/negotiation/dilemmas.hpp"

#include <functional>
#include <memory>
#include <string>

#include "entente/json/read_conflict.hpp"
#include "output.hpp"
#include "sources.hpp"
#include "subcommand.hpp"

namespace entente_program {
namespace {

using namespace entente;

struct settings {
    std::string board;
    bool ways = false;
    output_options out;
};

/// All rows, and where there are none the heading alone: that nothing is left is an answer.
template <class Rows>
void write(Rows const& rows, option_board const& board, answer& out) {
    auto to = out.rows<typename Rows::value_type>(names_of(board));
    for (auto const& r : rows) to.write(r);
    to.finish();
}

void run(settings const& s) {
    sources from;
    answer out(s.out);
    auto const board = io::read_option_board(from.read(s.board));
    if (s.ways)
        write(all_ways_out(board), board, out);
    else
        write(find_dilemmas(board), board, out);
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    app.add_option("board", s->board, "the board, in JSON; - is the standard input").required().type_name("FILE");
    app.add_flag("--ways", s->ways, "each change that would end a dilemma, and what it would begin");
    s->out.add_options(app);
    return [s] { run(*s); };
}

}  // namespace

subcommand dilemmas_subcommand() {
    return {
        "dilemmas", "where parties are at odds over what they say they will do, and the ways out",
        "board.json --format csv",
        "persuasion: an owner intends what another is against, who believes it. rejection: an owner is not believed in "
        "that. trust: an owner intends what another wants, who does not believe it. undeclared: an owner has not "
        "said. Without rows the conflict is resolved.\n\n"
        "The board is an object with the keys parties (names) and options, a list of objects with name, owner, "
        "position ({party: true, false or null}), intention (true, false or null) and doubted_by (names).\n\n"
        "Columns: option,kind,who,with; with --ways also change,by,opens: accept what the owner intends, drop "
        "the view, agree as owner to what the other wants, or convince the other.",
        add};
}

}  // namespace entente_program
