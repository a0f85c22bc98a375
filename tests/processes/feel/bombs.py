"""Sixty texts that would cost much time or memory if nothing stopped them."""

BIG = "for i in 1..2000 return i"
PAST = "for i in 1..60 return partial"
DOUBLING = "(for i in 1..500 return if i = 1 then {} else {})[-1]"

EVALUATED = {
    # loops
    "nested products": "for a in 1..1000, b in 1..1000, c in 1..1000 return a * b * c",
    "products in lists": "for a in 1..100 return for b in 1..100 return for c in 1..100 return [a, b, c]",
    "an endless range": "count(for i in 1..10**30 return i)",
    "an endless range downwards": "for i in 1..-10**30 return i",
    "a range as a value": "for i in [1..10**20] return i",
    "all days there are": 'for d in @"0001-01-01"..@"9999-12-31" return d',
    "some that never holds": "some a in 1..10000, b in 1..10000 satisfies a + b < 0",
    "every that always holds": "every a in 1..10000, b in 1..10000 satisfies a + b > 0",
    "filters in filters": f"({BIG})[count(({BIG})[item > 0]) > 0]",
    "a loop that looks back": "for i in 1..5000 return count(partial) + sum(partial)",
    "lists that hold their past": PAST,
    "text of what holds its past": f"string({PAST})",
    "comparing what holds its past": f"{{a: {PAST}, b: {PAST}, c: a = b}}.c",
    "flattening what holds its past": f"flatten({PAST})",
    # recursion
    "endless recursion": "{f: function(n) f(n + 1), r: f(1)}.r",
    "branching recursion": "{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(20)}.r",
    "recursion through a list": "{f: function(n) for i in 1..9 return f(n - 1), r: f(9)}.r",
    "a function of itself": "(function(f) f(f))(function(f) f(f))",
    "recursion by name": "{f: function(n) f(n: n + 1), r: f(n: 1)}.r",
    "recursion in a filter": "{f: function(l) l[f(l)], r: f([1, 2])}.r",
    # numbers
    "a huge power": "2 ** (10 ** 8)",
    "a tower": "10 ** 10 ** 10 ** 10 ** 10",
    "a huge exponential": "exp(10 ** 9)",
    "a factorial product": "product(for i in 1..3000 return i)",
    "squares of squares": DOUBLING.format("10", "partial[-1] * partial[-1]"),
    "powers of powers": DOUBLING.format("3", "partial[-1] ** partial[-1]"),
    "many roots": "for i in 1..10000 return sqrt(i) + exp(i / 100) + log(i)",
    "many deviations": f"{{l: {BIG}, r: for i in 1..2000 return stddev(l)}}.r",
    "many medians": f"{{l: {BIG}, r: for i in 1..2000 return median(l) + count(mode(l))}}.r",
    "many sums": f"{{l: {BIG}, r: for i in 1..2000 return sum(l)}}.r",
    # text
    "doubling text": DOUBLING.format('"ab"', "partial[-1] + partial[-1]"),
    "much text": 'for i in 1..5000 return string join(for j in 1..100 return "abcdefghij", "")',
    "joining with much between": f'string join(for i in 1..2000 return "", "{"a" * 3000}")',
    "replacing into much": f'replace("{"a" * 3000}", "a", "{"b" * 500}")',
    "replacing by itself": DOUBLING.format('"ab"', 'replace(partial[-1], "(.+)", "$1$1")'),
    "splitting again and again": f'for i in 1..5000 return split("{"a;" * 1500}", ";")',
    "growing by case": DOUBLING.format('"ß"', "upper case(partial[-1] + partial[-1])"),
    "text of numbers": "string(for i in 1..9000 return 10 ** 30)",
    "cutting again and again": f'for i in 1..9000 return substring("{"a" * 3000}", 2)',
    # patterns
    "repeated groups": 'matches("a", "((a{1,99}){1,99}){1,99}")',
    "back references": f'matches("{"a" * 60}", "((a|a)*)*\\\\1b")',
    "nested stars with groups": f'matches("{"a" * 200}", "^(((a*)*)*)*\\\\3b$")',
    "many searches": f'for i in 1..5000 return matches("{"a" * 900}", "(a+)+b")',
    # lists and contexts
    "doubling lists": DOUBLING.format("[1]", "concatenate(partial[-1], partial[-1])"),
    "many big lists": f"{{l: {BIG}, r: for i in 1..2000 return concatenate(l, l)}}.r",
    "searching again and again": f"{{l: {BIG}, r: for i in 1..2000 return list contains(l, -1)}}.r",
    "sorting badly": f"sort({BIG}, function(a, b) count(for x in 1..10 return x) > a - b)",
    "distinct values": f"distinct values({BIG})",
    "unions of unions": f"{{l: {BIG}, r: for i in 1..2000 return union(l, l)}}.r",
    "contexts that grow": DOUBLING.format("{}", "context put(partial[-1], string(i), i)"),
    "nested contexts": DOUBLING.format("{}", "{a: partial[-1]}"),
    "merging again and again": (
        "{c: context(for i in 1..900 return {key: string(i), value: i}),"
        " r: for i in 1..2000 return context merge([c, c])}.r"
    ),
    "partitions of partitions": f"{{l: {BIG}, r: for i in 1..2000 return partition(l, 1)}}.r",
    "replacing in lists": f"{{l: {BIG}, r: for i in 1..2000 return list replace(l, function(x, y) true, 0)}}.r",
}
READ = {
    "parentheses": "(" * 3000,
    "closed parentheses": "(" * 60 + "1" + ")" * 60,
    "lists": "[" * 60 + "]" * 60,
    "signs": "- " * 60 + "a",
    "conditions": "if a then " * 200 + "1",
    "otherwise": "if a then 1 else " * 60 + "1",
    "a long sum": "+".join(["a"] * 1000),
    "a long path": "a" + ".b" * 60,
    "a long name": "a" * 4001,
    "functions of functions": "function(x) " * 60 + "x",
    "calls and filters": "a" + "(" * 40 + ")" * 40 + "[1]" * 30,
    "a number beyond numbers": "1e999999999",
    "many iterators": "for " + ", ".join(f"x{i} in [1]" for i in range(60)) + " return 1",
}
