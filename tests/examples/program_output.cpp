// SPDX-License-Identifier: BSL-1.0
// The program entente: where its answer goes, what it reads, what it refuses, and how it ends.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "examples/run_program.hpp"

using namespace entente_test;
namespace fs = std::filesystem;

namespace {

void write(std::string const& file, std::string const& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string text_of(std::string const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// entente compare with these words of the shell; what it says on standard error comes with its answer.
program_run compare(std::string const& words) {
    return run_command(quoted_program("entente") + " compare " + words + " 2>&1");
}

std::string nato() {
    return quoted(example_data("nato_russia_2022/stances.csv")) + " --issues " +
           quoted(example_data("nato_russia_2022/issues.csv"));
}

constexpr char const* header = "measure,a,b,value,shared,weight,reason\n";

}  // namespace

TEST_CASE("-o writes what the standard output would get, and replaces what was there") {
    scratch_folder const folder("replace");
    auto const file = folder / "answer.csv";
    auto const wanted = compare(nato() + " --format csv");
    REQUIRE(wanted.status == 0);
    REQUIRE(wanted.output.starts_with(header));
    for (int again = 0; again < 2; ++again) {
        auto const run = compare(nato() + " --format csv -o " + quoted(file));
        CHECK(run.status == 0);
        CHECK(run.output.empty());
        CHECK(text_of(file) == wanted.output);
        write(file, "what was there before, and longer than the answer will be" + std::string(10000, '.'));
    }
    CHECK(compare(nato() + " --format csv -o -").output == wanted.output);
    CHECK(folder.files() == 1);
}

TEST_CASE("a file that is replaced keeps its rights, and a new one has those of any new file") {
    scratch_folder const folder("rights");
    auto const file = folder / "answer.csv";
    auto const rights = [&] { return static_cast<int>(fs::status(file).permissions()); };
    CHECK(
        run_command("umask 027; " + quoted_program("entente") + " compare " + nato() + " -o " + quoted(file)).status ==
        0);
    CHECK(rights() == 0640);
    fs::permissions(file, static_cast<fs::perms>(0604));
    CHECK(compare(nato() + " -o " + quoted(file)).status == 0);
    CHECK(rights() == 0604);
}

TEST_CASE("a link stays a link, and a pipe is written to") {
    scratch_folder const folder("link");
    fs::create_symlink("behind.csv", folder / "link.csv");
    write(folder / "behind.csv", "old");
    CHECK(compare(nato() + " --format csv -o " + quoted(folder / "link.csv")).status == 0);
    CHECK(fs::is_symlink(folder / "link.csv"));
    CHECK(text_of(folder / "behind.csv").starts_with(header));
    auto const run =
        run_command("mkfifo " + quoted(folder / "pipe") + "; (" + quoted_program("entente") + " compare " + nato() +
                    " --format csv -o " + quoted(folder / "pipe") + ") & cat " + quoted(folder / "pipe") + "; wait");
    CHECK(run.output.starts_with(header));
    CHECK(folder.files() == 3);
}

TEST_CASE("a link that leads nowhere yet stays a link, and one that leads to itself is refused") {
    scratch_folder const folder("new_link");
    fs::create_directory(folder / "inner");
    fs::create_symlink("inner/link.csv", folder / "link.csv");
    fs::create_symlink("new.csv", folder / "inner/link.csv");
    CHECK(compare(nato() + " --format csv -o " + quoted(folder / "link.csv")).status == 0);
    CHECK(fs::is_symlink(folder / "link.csv"));
    CHECK(fs::is_symlink(folder / "inner/link.csv"));
    CHECK(text_of(folder / "inner/new.csv").starts_with(header));
    fs::create_symlink("round.csv", folder / "round.csv");
    auto const run = compare(nato() + " -o " + quoted(folder / "round.csv"));
    CHECK(run.status == 1);
    CHECK(run.output == "entente compare: " + (folder / "round.csv") +
                            ": the file cannot be written: Too many levels of symbolic links\n");
    CHECK(folder.files() == 3);
}

TEST_CASE("what cannot be written ends with status 1, says why, and leaves nothing") {
    scratch_folder const folder("refused");
    fs::create_directory(folder / "folder");
    auto const check = [&](std::string const& file, std::string const& why) {
        auto const run = compare(nato() + " -o " + quoted(file));
        CAPTURE(file);
        CHECK(run.status == 1);
        CHECK(run.output == "entente compare: " + file + ": the file cannot be written: " + why + "\n");
        CHECK(folder.files() == 1);
    };
    check(folder / "folder", "Is a directory");
    check(folder / "folder/", "Is a directory");
    check(folder / "nowhere/answer.csv", "No such file or directory");
    if (geteuid() != 0) {  // who may write everywhere cannot be refused
        fs::permissions(folder / "folder", fs::perms::owner_read | fs::perms::owner_exec);
        check(folder / "folder/answer.csv", "Permission denied");
    }
    if (fs::exists("/dev/full")) {
        check("/dev/full", "No space left on device");
        auto const run = run_command(quoted_program("entente") + " compare " + nato() + " 2>&1 >/dev/full");
        CHECK(run.status == 1);
        CHECK(run.output == "entente compare: the output cannot be written: No space left on device\n");
    }
    auto const closed = run_command(quoted_program("entente") + " compare " + nato() + " 2>&1 >&-");
    CHECK(closed.status == 1);
}

TEST_CASE("a file that grows too large for its place is not left behind, and what was there stays") {
    scratch_folder const folder("full");
    auto const file = folder / "answer.csv";
    write(file, "before");
    // 1 is 512 or 1024 bytes; the answer has a hundred thousand and more.
    auto const run =
        run_command("trap '' XFSZ; ulimit -f 1; " + quoted_program("entente") + " compare " +
                    quoted(example_data("un_session_74/votes.csv")) +
                    " --wide --issue-columns 'rc*' --scale 'ordinal:N|A|Y' --format csv -o " + quoted(file) + " 2>&1");
    CHECK(run.status == 1);
    CHECK(run.output == "entente compare: " + file + ": the file cannot be written: File too large\n");
    CHECK(text_of(file) == "before");
    CHECK(folder.files() == 1);
}

TEST_CASE("a limit of size that ends the program leaves nothing behind either") {
    scratch_folder const folder("limit");
    auto const file = folder / "answer.csv";
    write(file, "before");
    auto const run = run_command("(ulimit -c 0; ulimit -f 1; " + quoted_program("entente") + " compare " +
                                 quoted(example_data("un_session_74/votes.csv")) +
                                 " --wide --issue-columns 'rc*' --scale 'ordinal:N|A|Y' --format csv -o " +
                                 quoted(file) + ") 2>/dev/null");
    CHECK(run.status != 0);
    CHECK(text_of(file) == "before");
    CHECK(folder.files() == 1);
}

TEST_CASE("input that is refused leaves the file as it was") {
    scratch_folder const folder("bad_input");
    auto const file = folder / "answer.csv";
    write(file, "before");
    auto const run = compare(quoted(example_data("broken/off_scale.csv")) + " --scale ordinal:1..5 -o " + quoted(file));
    CHECK(run.status == 2);
    CHECK(text_of(file) == "before");
    CHECK(folder.files() == 1);
}

TEST_CASE("a profile is there whole or not at all, and in place of no file that is read") {
    scratch_folder const folder("profile");
    auto const profile = folder / "kept.profile";
    auto const run = compare(nato() + " --ignore-case --save-profile " + quoted(profile) + " -o " + quoted(folder / "a"));
    CHECK(run.status == 0);
    CHECK(text_of(profile).ends_with("\nignore-case\n"));
    CHECK(text_of(folder / "a").starts_with("measure"));
    CHECK(folder.files() == 2);
    auto const refused = [&](std::string const& file, std::string const& why) {
        auto const without = compare(nato() + " --save-profile " + quoted(file));
        CHECK(without.status == 1);
        CHECK(without.output == "entente compare: " + file + ": the file cannot be written: " + why + "\n");
    };
    refused(folder / "nowhere/kept.profile", "No such file or directory");
    refused(folder.path(), "Is a directory");
    if (fs::exists("/dev/full")) refused("/dev/full", "No space left on device");

    auto const stances = folder / "stances.csv";
    fs::copy_file(example_data("nato_russia_2022/stances.csv"), stances);
    auto const before = text_of(stances);
    auto const over = compare(quoted(stances) + " --scale interval:-2..2 --save-profile " + quoted(stances));
    CHECK(over.status == 2);
    CHECK(over.output == "entente compare: the profile would replace a file that is read; give --save-profile another name "
                         "(value \"" + stances + "\")\n");
    CHECK(text_of(stances) == before);
    CHECK(folder.files() == 3);
}

TEST_CASE("an interrupt leaves the file as it was") {
    scratch_folder const folder("interrupt");
    auto const file = folder / "answer.csv";
    write(file, "before");
    // It waits for the rest of its input, the file begun; then it is ended.
    auto const run =
        run_command("cd " + quoted(folder.path()) + "; mkfifo in; exec 3<>in; " + quoted_program("entente") +
                    " compare in --scale ordinal:1..5 -o answer.csv & "
                    "for i in 1 2 3 4 5 6 7 8 9 10; do ls -A | grep -q '^.entente-' && break; sleep 0.2; done; "
                    "ls -A | grep -c '^.entente-'; kill -TERM $!; wait $! 2>/dev/null; echo $?; rm in");
    CHECK(run.output == "1\n143\n");
    CHECK(text_of(file) == "before");
    CHECK(folder.files() == 1);
}

TEST_CASE("- is the standard input, for any one of the files") {
    auto const wanted = compare(nato() + " --format csv");
    REQUIRE(wanted.status == 0);
    auto const stances = quoted(example_data("nato_russia_2022/stances.csv")),
               issues = quoted(example_data("nato_russia_2022/issues.csv"));
    CHECK(compare("- --issues " + issues + " --format csv < " + stances).output == wanted.output);
    CHECK(compare(stances + " --issues - --format csv < " + issues).output == wanted.output);
    CHECK(run_command("cat " + stances + " | " + quoted_program("entente") + " compare - --issues " + issues +
                      " --format csv")
              .output == wanted.output);
    scratch_file const table("scores.csv");
    write(table.path(), "answer,agree,neutral,disagree\nagree,2,1,0\nneutral,1,2,1\ndisagree,0,1,2\n");
    auto const votes = quoted(example_data("un_session_74/votes.csv")) +
                       " --wide --scale 'ordinal:N|A|Y' --pair France,Germany --format json";
    auto from_file = compare(votes + " --measure " + quoted("table:" + table.path())).output;
    auto const from_input = compare(votes + " --measure table:- < " + quoted(table.path()));
    REQUIRE(from_input.status == 0);
    from_file.replace(from_file.find(table.path()), table.path().size(), "-");
    CHECK(from_input.output == from_file);

    // A table of actors is read for groups once more.
    auto const members = quoted(example_data("assembly/members.csv"));
    auto const grouped = quoted_program("entente") + " group " + quoted(example_data("assembly/votes.csv")) +
                         " --wide --scale 'nominal:no|abstain|yes' --groups party --lines --actors ";
    auto const lines = run_command(grouped + members);
    CHECK(lines.status == 0);
    CHECK(run_command(grouped + "- < " + members).output == lines.output);

    auto const twice = compare("- --issues - < " + stances);
    CHECK(twice.status == 2);
    CHECK(twice.output == "entente compare: the standard input can be read once only, for one file (value \"-\")\n");
    auto const wrong = compare("- --scale ordinal:1..5 < " + quoted(example_data("broken/off_scale.csv")));
    CHECK(wrong.status == 2);
    CHECK(wrong.output.starts_with("entente compare: standard input:3:14: "));
}

TEST_CASE("counts are digits") {
    for (std::string const option : {"--threads", "--min-overlap", "--precision", "--reference Russia --top"})
        for (std::string const value :
             {"-1", "+1", "1.5", "many", "''", "' 1'", "0x10", "99999999999999999999", "1e3"}) {
            auto const separate = compare(nato() + " " + option + " " + value);
            CAPTURE(option);
            CAPTURE(value);
            CHECK(separate.status == 2);
            CHECK(compare(nato() + " " + option + "=" + value).status == 2);
        }
    CHECK(compare(nato() + " --threads -1")
              .output.find("--threads: a whole number from 0 to 1024 was expected, not -1") != std::string::npos);
    CHECK(compare(nato() + " --reference Russia --top 0").output.find("--top: a whole number of at least 1") !=
          std::string::npos);
    CHECK(compare(nato() + " --missing penalty:7").output.find("in [0, 1] (value \"7\")") != std::string::npos);
    // Eight, and not ten, as zeros in front have it elsewhere.
    CHECK(compare(nato() + " --min-overlap 05").output == compare(nato() + " --min-overlap 5").output);
    CHECK(compare(nato() + " --min-overlap 010").output == compare(nato() + " --min-overlap 10").output);
    CHECK(compare(nato() + " --min-overlap 010").output != compare(nato() + " --min-overlap 5").output);
}

TEST_CASE("counts of every subcommand are digits, too, and other numbers are numbers") {
    struct asked {
        std::string words, option;  // what is given to the option follows
    };
    auto const refused = [](asked const& of, std::string const& value) {
        auto const said = run_command(quoted_program("entente") + ' ' + of.words + ' ' + of.option + value + " 2>&1");
        CAPTURE(of.words);
        CAPTURE(of.option);
        CAPTURE(value);
        CHECK(said.status == 2);
        return said.output;
    };
    std::string const stances = nato() + " ", none = quoted("no such file");
    for (auto const& count : std::vector<asked>{{"negotiate " + stances + "--trades", "--top "},
                                                {"negotiate " + stances + "--packages", "--levels "},
                                                {"negotiate " + stances + "--packages", "--steps "},
                                                {"negotiate " + stances, "--skip-lines "},
                                                {"group " + stances + "--measure mean --bounds", "--most-ways "},
                                                {"group " + stances, "--header-rows "},
                                                {"coalition --edges " + none + " --frustration", "--camps "},
                                                {"coalition --edges " + none + " --frustration", "--steps "},
                                                {"influence " + none, "--length "},
                                                {"discourse " + none, "--skip-lines "}})
        for (std::string const value : {"-1", "1.5", "nan", "99999999999999999999", "1e3", "''"}) {
            auto const said = refused(count, value);
            CHECK(said.find(count.option.substr(0, count.option.size() - 1) + ": a whole number from ") !=
                  std::string::npos);
        }
    for (auto const& number : std::vector<asked>{{"negotiate " + stances, "--pivots "},
                                                 {"coalition " + stances, "--power "},
                                                 {"coalition " + stances + "--balance", "--cut 0,"},
                                                 {"compare " + stances, "--missing penalty:"},
                                                 {"compare " + stances, "--measure minkowski:"}})
        for (std::string const value : {"nan", "inf", "-inf", "1e999", "-1e999", "x"}) refused(number, value);
}

TEST_CASE("decimals, in every format") {
    auto const with = [](std::string const& options) {
        return compare(nato() + " --pair NATO,Russia " + options).output;
    };
    CHECK(with("--format csv") == header + std::string("city_block,NATO,Russia,0.5625,4,4,\n"));
    CHECK(with("--format csv --precision 2") == header + std::string("city_block,NATO,Russia,0.56,4,4.00,\n"));
    CHECK(with("--format json --precision 1").find("\"value\":0.6,") != std::string::npos);
    CHECK(with("--precision 6").find(" 0.562500 ") != std::string::npos);
    CHECK(with("--format markdown") ==
          "| measure | a | b | value | shared | weight | reason |\n|---|---|---|---|---|---|---|\n"
          "| city_block | NATO | Russia | 0.5625 | 4 | 4.0000 |  |\n");
}

TEST_CASE("names that mean something to a format are names all the same") {
    scratch_file const stances("hostile.csv");
    write(stances.path(), "actor,issue,position\n\"<b>A|B</b>\",road,1\n\"=1+1, \"\"x\"\"\",road,5\n");
    auto const with = [&](std::string const& format) {
        return compare(quoted(stances.path()) + " --scale ordinal:1..5 --format " + format).output;
    };
    CHECK(with("csv") == header + std::string("city_block,<b>A|B</b>,\"=1+1, \"\"x\"\"\",1,1,1,\n"));
    CHECK(with("markdown").find("| &lt;b>A\\|B&lt;/b> | =1+1, \"x\" |") != std::string::npos);
    CHECK(with("json").find("\"b\":\"=1+1, \\\"x\\\"\"") != std::string::npos);
}

TEST_CASE("what is refused is refused before the first line of output") {
    for (std::string const options :
         {"--measure city_block --measure nearness", "--pair Russia,NATO --pair Russia,Atlantis",
          "--reference Atlantis", "--at yesterday", "--columns actor"}) {
        auto const run =
            run_command(quoted_program("entente") + " compare " + nato() + " --format csv " + options + " 2>/dev/null");
        CAPTURE(options);
        CHECK(run.status == 2);
        CHECK(run.output.empty());
    }
}

TEST_CASE("without a subcommand, with an unknown one, with words that are none: status 2") {
    auto const status = [](std::string const& words) {
        return run_command(quoted_program("entente") + ' ' + words + " 2>&1").status;
    };
    CHECK(status("") == 2);
    CHECK(status("divine") == 2);
    CHECK(run_command(quoted_program("entente") + " divine 2>&1").output ==
          "entente: divine is no subcommand\nRun with --help for more information.\n");
    CHECK(status("compare --no-such-option") == 2);
    CHECK(status("compare a b c") == 2);
    CHECK(status("--version") == 0);
    CHECK(status("--help") == 0);
    CHECK(status("compare --help") == 0);
    CHECK(status("completion") == 2);
    CHECK(status("completion fish") == 2);
}

TEST_CASE("a table of more pairs than memory should hold is refused with their number, and other formats are not") {
    scratch_file const stances("many.csv");
    {
        std::ofstream out(stances.path());
        out << "actor,issue,position\n";
        for (int i = 0; i < 6000; ++i) out << "a" << i << ",road," << 1 + i % 5 << '\n';
    }
    auto const run = compare(quoted(stances.path()) + " --scale ordinal:1..5");
    CHECK(run.status == 2);
    CHECK(run.output.find("one of 17997000 rows takes about ") != std::string::npos);
    CHECK(run.output.find("--format csv") != std::string::npos);
    auto const few = run_command(quoted_program("entente") + " compare " + quoted(stances.path()) +
                                 " --scale ordinal:1..5 --format csv | head -n 3");
    CHECK(few.output == header + std::string("city_block,a0,a1,0.25,1,1,\ncity_block,a0,a2,0.5,1,1,\n"));
}

TEST_CASE("measures of many actors of too little have a value or a reason, and never both or neither") {
    scratch_folder const folder("degenerate");
    write(folder / "one.csv", "actor,issue,position\nA,q,3\n");
    write(folder / "silent.csv", "actor,issue,position\nA,q,\nB,q,\n");
    write(folder / "apart.csv", "actor,issue,position\nA,q,1\nB,r,5\n");
    write(folder / "alike.csv", "actor,issue,position\nA,q,3\nB,q,3\nC,q,3\nA,r,3\nB,r,3\n");
    write(folder / "seats.csv", "actor,seats\nA,0\nB,0\nC,0\n");
    auto const group = [](std::string const& words) {
        return run_command(quoted_program("entente") + " group " + words + " --format csv 2>&1");
    };
    auto const measures = run_program("entente", "group", "--list-measures", "--format", "csv").output;
    std::size_t defined = 0, undefined = 0, refused = 0;
    for (std::size_t at = measures.find('\n') + 1; at < measures.size(); at = measures.find('\n', at) + 1) {
        auto const name = measures.substr(at, measures.find_first_of(",:", at) - at);
        for (std::string const what :
             {"one.csv", "silent.csv", "apart.csv", "alike.csv", "alike.csv --weights seats --actors "})
            for (std::string const how :
                 {" --scale ordinal:1..5", " --scale interval:1..5", " --per all --scale ordinal:1..5"}) {
                bool const weighed = what.ends_with(' ');
                if (weighed && how.starts_with(" --per")) continue;
                auto const run = group("--measure " + name + ' ' + folder.path() + '/' + what +
                                       (weighed ? quoted(folder / "seats.csv") : std::string()) + how);
                CAPTURE(name);
                CAPTURE(what);
                CAPTURE(how);
                CAPTURE(run.output);
                REQUIRE((run.status == 0 || run.status == 2));
                refused += run.status == 2;
                if (run.status == 2) continue;
                CHECK(run.output.find(",nan") == std::string::npos);
                CHECK(run.output.find(",inf") == std::string::npos);
                // measure,issue,group,value,actors,weight,reason
                for (std::size_t line = run.output.find('\n') + 1; line < run.output.size();
                     line = run.output.find('\n', line) + 1) {
                    std::vector<std::string> fields{""};
                    for (auto i = line; run.output[i] != '\n'; ++i)
                        if (run.output[i] == ',' && fields.size() < 7)
                            fields.emplace_back();
                        else
                            fields.back() += run.output[i];
                    REQUIRE(fields.size() == 7);
                    CHECK(fields[3].empty() != fields[6].empty());
                    ++(fields[3].empty() ? undefined : defined);
                }
            }
    }
    CHECK(defined > 50);
    CHECK(undefined > 50);
    CHECK(refused > 20);
}

TEST_CASE("an outcome on the command line is what a cell of a file would be: a label first") {
    scratch_folder const folder("outcomes");
    write(folder / "s.csv", "actor,issue,position\nA,arms,1\nB,arms,2\n");
    auto const asked = [&](std::string const& words) {
        return run_command(quoted_program("entente") + " negotiate " + quoted(folder / "s.csv") +
                           " --scale 'nominal:2|1' --controls arms=A --format csv " + words + " 2>&1");
    };
    auto const quo = asked("--conflict --status-quo arms=1");
    CHECK(quo.status == 0);
    CHECK(quo.output.find("arms = 2,0,0,0,0,moves\n") != std::string::npos);
    CHECK(quo.output.find("arms = 1,1,1,1,1,status quo\n") != std::string::npos);
    CHECK(asked("--conflict --status-quo arms=1.0").output == quo.output);
    CHECK(asked("--conflict --status-quo arms=3").output.find("an outcome is a position of its issue's scale") !=
          std::string::npos);
    // A holds the label 1, which stands second: done. To intend the label 2 is not to do it.
    CHECK(asked("--dilemmas").output.find("arms,persuasion,B,A\n") != std::string::npos);
    CHECK(asked("--dilemmas --intentions arms=2").output == "option,kind,who,with\n");
}

TEST_CASE("a column of the actor table is read as the table is: any separator, blanks, a pipe") {
    scratch_folder const folder("columns");
    write(folder / "s.csv", "actor;issue;position\nA;q;1\nB;q;1\nC;q;5\n");
    write(folder / "a.csv", "actor;party;seats\n A ;x;2\nB;x;3\nC;y;4\n");
    auto const words = quoted_program("entente") + " group " + quoted(folder / "s.csv") +
                       " --scale ordinal:1..5 --groups party --weights seats --lines --format csv --actors ";
    auto const lines = run_command(words + quoted(folder / "a.csv") + " 2>&1");
    CHECK(lines.status == 0);
    CHECK(lines.output.find("\nx,q,1,false,2,2,") != std::string::npos);
    CHECK(lines.output.find("\ny,q,5,false,1,1,") != std::string::npos);
    CHECK(run_command("cat " + quoted(folder / "a.csv") + " | " + words + "- 2>&1").output == lines.output);
}

TEST_CASE("who cannot be put into a cluster is named") {
    scratch_folder const folder("silent");
    write(folder / "s.csv", "actor,issue,position\nA,q,1\nB,q,2\nMute,q,\n");
    auto const run = run_command(quoted_program("entente") + " coalition " + quoted(folder / "s.csv") +
                                 " --scale ordinal:1..5 --clusters average 2>&1");
    CHECK(run.status == 2);
    CHECK(run.output.find("(value \"A, Mute\")") != std::string::npos);
}
