# SPDX-License-Identifier: BSL-1.0
"""The breaks of a header, and how they are put into its text: alone, or many at once, each behind a switch."""
import bisect
import re

# What, what is looked for, what stands there instead (a pattern's replacement).
OPERATORS = [
    ("a comparison takes its end along", r" < ", " <= "),
    ("a comparison leaves its end out", r" <= ", " < "),
    ("a comparison takes its end along", r" > ", " >= "),
    ("a comparison leaves its end out", r" >= ", " > "),
    ("equal, not different", r" != ", " == "),
    ("different, not equal", r" == ", " != "),
    ("or, not and", r" && ", " || "),
    ("and, not or", r" \|\| ", " && "),
    ("minus, not plus", r"(?<![\"']) \+ (?![\"'])", " - "),
    ("plus, not minus", r" - ", " + "),
    ("divided, not times", r" \* ", " / "),
    ("times, not divided", r" / ", " * "),
    ("taken away, not added", r" \+= ", " -= "),
    ("added, not taken away", r" -= ", " += "),
    ("the greater", r"\(std::min\)", "(std::max)"),
    ("the lesser", r"\(std::max\)", "(std::min)"),
    ("false", r"\btrue\b", "false"),
    ("true", r"\bfalse\b", "true"),
    ("one, not nothing", r"(?<![\w.'])0(?![\w.'x])", "1"),
    ("two, not one", r"(?<![\w.'])1(?![\w.'])", "2"),
    ("the other end", r"\blower\b", "upper"),
    ("the other end", r"\bupper\b", "lower"),
    ("the other end", r"\.front\(\)", ".back()"),
    ("the other end", r"\.back\(\)", ".front()"),
    ("the first", r"\bsecond\b", "first"),
    ("the second", r"\bfirst\b", "second"),
    ("no magnitude", r"\(std::abs\)", ""),
]
# What is not computed: declarations, messages, assertions, what only a compiler reads.
SKIP = re.compile(
    r"^\s*(#|template|using |friend |concept |namespace |virtual |public:|private:|case |default:|explicit )"
    r"|static_assert|requires|operator|throw |refuse|message|ENTENTE_ASSERT|ENTENTE_TARGET|= default|= delete|\\$"
)
WORDS = re.compile(r"\b(static_assert|ENTENTE_ASSERT|throw|refuse)\b")
# What is decided while compiling: a switch would not be seen there.
CONSTANT = re.compile(
    r"\bconstexpr\s+(static\s+)?[\w:<>, ]+[ *&](\w+)(\[[^\]]*\])?\s*( =|\{)|\bif constexpr\b|\bstatic const\b|consteval|noexcept\(|\benum\b"
)
STATEMENT = re.compile(r"^[\w\[\]().>\-+*&:, <]+ ?(=|\+=|-=|\|=|&=|\+\+|\()[^{}]*$")
DECLARATION = re.compile(
    r"^(auto|const|constexpr|static|inline|return|if|for|while|else|do|break|continue|using|std::[\w<>:, ]+ \w+"
    r"|(double|bool|int|unsigned|char|float|void) |[\w:<>, ]+ (const )?[&*]?\w+( =|;|\{|\(|$))"
)
# Before the name in a declaration, and before the second name of one.
NAMED = re.compile(r"(?<!\breturn)(?<!\belse)(?<!\bcase)(?:\w|>|[\w>][&*]+)\s+$")
NAMED_ALSO = re.compile(r"^\s*(?:\w+ )*[\w:<>]+(?: const)?[&*]* \w+(?: = [^()]*)?, *$")
LEADS = re.compile(r"\s*(else\b|if constexpr \(|if \(|for \(|while \()")
CLOSES = {")": "(", "]": "[", "}": "{"}


class Break:
    """Of the text [begin, end) of a header, what stands there instead."""

    def __init__(self, header, line, begin, end, instead, what, before, after):
        self.header, self.line, self.begin, self.end = header, line, begin, end
        self.instead, self.what, self.before, self.after = instead, what, before, after

    def key(self):
        return self.header, self.before, self.after

    def __str__(self):
        return f"{self.header}:{self.line} ({self.what})\n    - {self.before}\n    + {self.after}"


def blanked(text):
    """The text with blanks for comments and for what strings and characters hold, so that places stay."""
    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] + " " * (len(found) - 2) + found[-1]
        return re.sub(r"[^\n]", " ", found)
    return re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", blank, text, flags=re.DOTALL)


def skip_balanced(code, at):
    """The place after the bracket that closes the one that opens at `at`, or the end."""
    depth = 0
    while at < len(code):
        depth += (code[at] in "([{") - (code[at] in ")]}")
        at += 1
        if depth == 0:
            return at
    return at


def statement_of(code, place):
    """[begin, end) of the statement around a place, to its `;`, without conditions and `else` before it; or None."""
    depth, begin = 0, place
    while begin > 0:
        c = code[begin - 1]
        if c in ")]}":
            if c == "}" and depth == 0:
                break
            depth += 1
        elif c in "([{":
            if depth == 0:
                if c == "{":
                    break
                return None
            depth -= 1
        elif c == ";" and depth == 0:
            break
        begin -= 1
    while lead := LEADS.match(code, begin):
        after = lead.end() if lead.group(1) == "else" else skip_balanced(code, lead.end() - 1)
        if after > place:
            return None
        begin = after
    while begin < len(code) and code[begin].isspace():
        begin += 1
    end, depth = place, 0
    while end < len(code) and not (code[end] == ";" and depth == 0):
        depth += (code[end] in "([{") - (code[end] in ")]}")
        if depth < 0:
            return None
        end += 1
    return begin, end


# Before an operand, apart from brackets, commas and semicolons.
BEFORE = re.compile(r"(?:(?<![=!<>:?])(?:=|[-+*/|&]=)|&&|\|\||\?|(?<!:):|<<|>>|\breturn)\s+$")
AFTER = re.compile(r"\s+(?:&&|\|\||\?|:|>>|<<)\s")


def opens_a_block(code, brace):
    """Whether a brace begins statements, not the numbers that something is made from."""
    return re.search(r"(?:[;{})]|\belse|\bdo|\btry|\bconst|\bnoexcept|^)\s*$", code[max(0, brace - 20) : brace]) is not None


def is_constant(code, place):
    """Whether a place is computed while compiling: in what a constant is made from, or in what a concept requires."""
    depth, at = 0, place
    while at > 0:
        at -= 1
        if code[at] in ")]}":
            depth += 1
        elif code[at] in "([{":
            if depth == 0 and code[at] == "{":
                head = code[max(code.rfind(c, 0, at) for c in ";{}") + 1 : at]
                if re.search(r"\brequires\s*(\([^{}]*\))?\s*$", head) or (re.search(r"\bconstexpr\b", head) and "(" not in head):
                    return True
                if re.search(r"\b(struct|class|namespace|union)\b", head):
                    return False
            depth = max(0, depth - 1)
    return False


def in_head_of_loop(code, semicolon):
    depth, at = 0, semicolon
    while at > 0:
        c = code[at - 1]
        if c in ")]}":
            if c == "}" and depth == 0:
                return False
            depth += 1
        elif c in "([{":
            if depth == 0:
                return c == "(" and re.search(r"\b(for|if|while) $", code[max(0, at - 8) : at - 1]) is not None
            depth -= 1
        at -= 1
    return False


def expression_around(code, begin, end):
    """[begin, end) of the smallest operand or argument around a place, and whether it is a whole statement; or None."""
    depth, left, whole = 0, begin, False
    while left > 0:
        c = code[left - 1]
        if c in ")]}":
            if c == "}" and depth == 0:
                whole = True
                break
            depth += 1
        elif c in "([{":
            if depth == 0:
                whole = c == "{" and opens_a_block(code, left - 1)
                break
            depth -= 1
        elif depth == 0:
            if c == ";":
                whole = not in_head_of_loop(code, left - 1)
                break
            if c == "," or (c.isspace() and BEFORE.search(code, max(0, left - 12), left)):
                break
        left -= 1
    right, depth = end, 0
    while right < len(code):
        c = code[right]
        if c in "([{":
            if c == "{" and depth == 0 and opens_a_block(code, right):
                break
            depth += 1
        elif c in ")]}":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (c in ",;" or AFTER.match(code, right)):
            break
        right += 1
    while left < right and code[left].isspace():
        left += 1
    if whole and code[right : right + 1] not in (";", ","):
        return None
    return left, right, whole


def is_name(code, place):
    """Whether a name is declared at a place: renamed alone it would break all that asks for it."""
    statement = max(code.rfind(c, 0, place) for c in ";{}") + 1
    before = code[statement:place]
    return bool(NAMED.search(before) or NAMED_ALSO.match(before))


def breaks_of(header, text):
    """Every break of a header that has a switch, in order, but for the further lines of assertions and messages."""
    code = blanked(text)

    def speaks(found):
        return WORDS.search(code, max(code.rfind(c, 0, found.begin) for c in ";{}") + 1, found.begin)

    return [b for b in all_breaks_of(header, text) if not speaks(b) and switched(text, code, b, 0)]


def all_breaks_of(header, text):
    code = blanked(text)
    starts = [0] + [m.end() for m in re.finditer("\n", text)]
    lines = code.split("\n")

    def made(begin, end, instead, what):
        first = bisect.bisect_right(starts, begin) - 1
        head = starts[first]
        tail = text.find("\n", end)
        tail = len(text) if tail < 0 else tail
        before = " ".join(text[head:tail].split())
        after = " ".join((text[head:begin] + instead + text[end:tail]).split())
        return Break(header, first + 1, begin, end, instead, what, before, after)

    for number, line in enumerate(lines):
        if not line.strip() or SKIP.search(line):
            continue
        for what, pattern, replacement in OPERATORS:
            for match in re.finditer(pattern, line):
                begin = starts[number] + match.start()
                if pattern[:2] == r"\b" and is_name(code, begin):
                    continue
                yield made(begin, begin + len(match.group(0)), replacement, what)
        for match in re.finditer(r"\bif \(", line):
            begin = starts[number] + match.end()
            end = skip_balanced(code, begin - 1) - 1
            begin = max(begin, code.rfind(";", begin, end) + 1)
            condition = text[begin:end]
            if " = " not in condition and "\n" not in condition and "{" not in condition:
                yield made(begin, end, f"!({condition.strip()})", "not")
        body = line.strip()
        at = starts[number] + len(line) - len(line.lstrip())
        if body.endswith(";") and STATEMENT.match(body[:-1]) and not DECLARATION.match(body[:-1]):
            place = statement_of(code, at)
            if place and place[0] == at and place[1] == at + len(body) - 1:
                yield made(at, place[1], "", "dropped")


def switched(text, code, found, number):
    """[begin, end) of the text and what stands there instead, so that the break is there while `number` is on; or None."""
    first = code.rfind("\n", 0, found.begin) + 1
    last = code.find("\n", found.end)
    statement = max(code.rfind(c, 0, found.begin) for c in ";{}") + 1
    if CONSTANT.search(code[min(first, statement) : last]) or is_constant(code, found.begin):
        return None
    if found.what == "dropped":
        return found.begin, found.end, f"(ENTENTE_BROKEN({number}) ? void() : void({text[found.begin:found.end]}))"
    around = expression_around(code, found.begin, found.end)
    if not around:
        return None
    begin, end, whole = around
    old = text[begin:end]
    new = text[begin : found.begin] + found.instead + text[found.end : end]
    if whole:
        place = statement_of(code, found.begin)
        if not place or not begin <= place[0] <= found.begin:
            return None
        begin = place[0]
        old, new = text[begin:end], text[begin : found.begin] + found.instead + text[found.end : end]
        if DECLARATION.match(old):
            return None
        return begin, end, f"(ENTENTE_BROKEN({number}) ? void({new}) : void({old}))"
    return begin, end, f"(ENTENTE_BROKEN({number}) ? ({new}) : ({old}))"


def with_switches(text, numbered):
    """The text with many breaks, [(number, break)], each behind its switch, and the numbers that could not be put there."""
    code, edits, left = blanked(text), [], []
    for number, found in sorted(numbered, key=lambda each: each[1].begin):
        edit = switched(text, code, found, number)
        if edit and (not edits or edits[-1][1] <= edit[0]):
            edits.append(edit)
        else:
            left.append(number)
    for begin, end, instead in reversed(edits):
        text = text[:begin] + instead + text[end:]
    return text, left
