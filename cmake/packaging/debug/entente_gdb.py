# SPDX-License-Identifier: BSL-1.0
"""Ids, scales, stances, intervals and matrices of entente as people read them, in gdb.

In gdb, or in ~/.gdbinit:   source <prefix>/share/entente/debug/entente_gdb.py
Works without the printers of the standard library; knows the layouts of libstdc++ and libc++.
"""
import gdb
import gdb.printing

LEVELS = ("nominal", "ordinal", "interval", "ratio")
STATUS = ("stated", "attributed", "withheld")


def number(value):
    x = float(value)
    return str(int(x)) if x == int(x) and abs(x) < 1e15 else repr(x)


def has(value, name):
    """Whether a class has the member, or one of its bases."""

    def within(kind):
        return any(f.name == name or (f.is_base_class and within(f.type)) for f in kind.strip_typedefs().fields())

    return within(value.type)


def text(value):
    """A std::string."""
    if has(value, "_M_dataplus"):
        return value["_M_dataplus"]["_M_p"].string(length=int(value["_M_string_length"]))
    return value.format_string(raw=False).strip('"')


def optional(value):
    """A boost::optional of something simple: the value, or None."""
    value = value.cast(value.type.strip_typedefs())
    if not bool(value["m_initialized"]):
        return None
    storage = value["m_storage"]
    held = value.type.template_argument(0)
    return storage if storage.type.strip_typedefs() == held.strip_typedefs() else storage.address.cast(held.pointer()).dereference()


def pointee(shared):
    """What a std::shared_ptr points to, or None."""
    pointer = shared["_M_ptr"] if has(shared, "_M_ptr") else shared["__ptr_"]
    return pointer.dereference() if int(pointer) else None


def items(value):
    """Where a std::vector or std::span begins, and how many it has."""
    kind = value.type.strip_typedefs()
    if kind.name.startswith("std::span") or kind.name.startswith("std::__1::span"):
        if has(value, "_M_ptr"):
            return value["_M_ptr"], int(value["_M_extent"]["_M_extent_value"])
        return value["__data_"], int(value["__size_"])
    if has(value, "_M_impl"):
        first, last = value["_M_impl"]["_M_start"], value["_M_impl"]["_M_finish"]
    else:
        first, last = value["__begin_"], value["__end_"]
    return first, int(last - first)


def interval(value):
    lower, upper = float(value["lower"]), float(value["upper"])
    if lower == float("-inf") and upper == float("inf"):
        return "everything"
    return f"[{number(lower)}, {number(upper)}]"


class Id:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        argument = self.value.type.strip_typedefs().template_argument(0).strip_typedefs().name
        kind = argument.split("<")[0].split("::")[-1].removesuffix("_role").removeprefix("basic_")
        return f"{kind} #{int(self.value['value'])}"


class Interval:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return interval(self.value)


class Scale:
    def __init__(self, value):
        self.value = value
        self.table = pointee(value["categories_"])

    def to_string(self):
        level = LEVELS[int(self.value["level_"])]
        if self.table is None:
            return f"{level} {number(self.value['lower_'])}..{number(self.value['upper_'])}"
        first, count = items(self.table["all"])
        shown = []
        for k in range(min(count, 12)):
            label, at = text(first[k]["label"]), number(first[k]["value"])
            shown.append(label if label == at else f"{label}={at}")
        return f"{level} {'|'.join(shown)}" + (f"|... ({count} categories)" if count > 12 else "")


class Stance:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        v = self.value
        position = optional(v["position"])
        status = STATUS[int(v["status"])]
        said = status if position is None else number(position) + (f" ({status})" if status != "stated" else "")
        for name in ("salience", "capability"):
            stated = optional(v[name])
            if stated is not None:
                said += f", {name} {number(stated)}"
        if float(v["confidence"]) != 1:
            said += f", confidence {number(v['confidence'])}"
        if interval(v["acceptable"]) != "everything":
            said += f", accepts {interval(v['acceptable'])}"
        if pointee(v["depends_on"]) is not None:
            said += ", conditional"
        return said


class PositionMatrix:
    """Rows by the names of actors; in each the known positions by the names of issues."""

    def __init__(self, value):
        self.value = value
        self.actors, self.actor_count = items(pointee(value["actors_"]))
        self.issues, self.issue_count = items(pointee(value["issues_"]))

    def to_string(self):
        return (f"{self.actor_count} actors x {self.issue_count} issues, "
                f"{int(self.value['known_cells_'])} known positions")

    def children(self):
        offsets, _ = items(self.value["rows_"]["offsets"])
        cells, _ = items(self.value["rows_"]["cells"])
        for a in range(self.actor_count):
            row = []
            for k in range(int(offsets[a]), int(offsets[a + 1])):
                cell = cells[k]
                held = number(cell["position"]) if bool(cell["known"]) else "withheld"
                row.append(f"{text(self.issues[int(cell['issue'])]['name'])}: {held}")
            yield f"[{text(self.actors[a])}]", "{" + ", ".join(row) + "}"


class DyadMatrix:
    def __init__(self, value):
        self.value = value
        self.actors = int(value["slot_"]["actors"])
        self.symmetric = bool(value["slot_"]["symmetric"])

    def to_string(self):
        return f"{self.actors} actors, {'symmetric' if self.symmetric else 'ordered'} pairs"

    def children(self):
        values, _ = items(self.value["values_"])
        slot = 0
        for a in range(self.actors):
            for b in range(a + 1 if self.symmetric else 0, self.actors):
                if a != b:
                    x = float(values[slot])
                    yield f"[{a}, {b}]", "none" if x != x else number(x)
                    slot += 1


def printers():
    all_of_them = gdb.printing.RegexpCollectionPrettyPrinter("entente")
    for name, pattern, printer in (
        ("id_of", r"^entente::id_of<.*>$", Id),
        ("role_id", r"^entente::role_id<.*>$", Id),
        ("interval", r"^entente::interval$", Interval),
        ("scale", r"^entente::scale$", Scale),
        ("basic_stance", r"^entente::basic_stance<.*>$", Stance),
        ("position_matrix", r"^entente::position_matrix$", PositionMatrix),
        ("dyad_matrix", r"^entente::dyad_matrix$", DyadMatrix),
    ):
        all_of_them.add_printer(name, pattern, printer)
    return all_of_them


gdb.printing.register_pretty_printer(gdb.current_objfile(), printers(), replace=True)
