#!/usr/bin/env python3
"""Writes files that are hard on a careless reader of manifests. The same bytes on every run.

    generate.py OUT_DIR [--scale 4] [--only NAME]

`--scale` makes every file longer or shorter by that factor, so that time can be compared with size.
"""

import argparse
import pathlib
import sys
import typing

POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: victim\nspec:\n  hostNetwork: true\n"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: heap\ndata:\n"
MEGABYTE = 1_000_000


class File(typing.NamedTuple):
    """A file, the rule that says what is wrong with it (none where kubectl takes it as it is), and what yields its text."""

    name: str
    rule: str
    chunks: typing.Callable[[float], typing.Iterable[typing.Union[str, bytes]]]


FILES = []


def hostile(name, rule=""):
    """Registers a function that yields the chunks (text or bytes) of the file `name`, about which `rule` has something to say."""

    def register(chunks):
        FILES.append(File(name, rule, chunks))
        return chunks

    return register


def write(folder, file, scale):
    """Writes a file at a scale, and says how long it is."""
    with open(folder / file.name, "wb") as out:
        for chunk in file.chunks(scale):
            out.write(chunk if isinstance(chunk, bytes) else chunk.encode("utf-8"))
        return out.tell()


def count(number, scale):
    """A number of repetitions at a scale, one at least."""
    return max(1, int(number * scale))


# --- aliases -------------------------------------------------------------------------------------------------------


@hostile("alias-exponential.yaml", "input-limit")
def _(scale):
    yield "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: laughs}\nx0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in range(1, count(40, scale)):
        yield f"x{level}: &x{level} [" + ", ".join([f"*x{level - 1}"] * 9) + "]\n"


@hostile("alias-exponential-map.yaml", "input-limit")
def _(scale):
    yield "x0: &x0 {a: 1, b: 2}\n"
    for level in range(1, count(64, scale)):
        yield f"x{level}: &x{level} {{l: *x{level - 1}, r: *x{level - 1}}}\n"


@hostile("alias-quadratic.yaml", "input-limit")
def _(scale):
    yield "big: &big [" + ",".join(["x"] * count(40_000, scale)) + "]\nitems:\n"
    yield "- *big\n" * count(40_000, scale)


@hostile("alias-quadratic-below-the-limit.yaml", "input-limit")
def _(scale):
    yield "apiVersion: v1\nkind: List\ncommon: &common\n"
    for key in range(count(900, scale)):
        yield f"  key{key}: value\n"
    yield "items:\n"
    yield "- *common\n" * count(900, scale)


@hostile("alias-of-a-pod.yaml", "input-limit")
def _(scale):
    yield "apiVersion: v1\nkind: List\nitems:\n- &pod\n  apiVersion: v1\n  kind: Pod\n  metadata: {name: again}\n"
    yield "  spec:\n    containers:\n"
    for index in range(20):
        yield f"    - {{name: c{index}, image: registry.example/c:1, securityContext: {{privileged: true}}}}\n"
    yield "- *pod\n" * count(5_000, scale)


@hostile("alias-to-itself.yaml", "unknown-alias")
def _(scale):
    yield "a: &a\n  b: &b\n    - *a\n    - *b\nc: &c [*c]\nd: &d {<<: *d}\n"


@hostile("alias-unknown-many.yaml", "unknown-alias")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(20_000, scale)):
        yield f"  k{index}: *missing{index}\n"


@hostile("aliases-many.yaml")
def _(scale):
    yield "one: &one a\nitems:\n"
    yield "- *one\n" * count(20_000, scale)


@hostile("aliases-many-in-flow.yaml")
def _(scale):
    yield "one: &one a\nitems: [" + "*one , " * count(20_000, scale) + "]\n"


@hostile("anchors-unused.yaml")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(20_000, scale)):
        yield f"  k{index}: &anchor{index} v\n"


@hostile("anchor-defined-again.yaml")
def _(scale):
    yield "items:\n"
    for index in range(count(20_000, scale)):
        yield f"- &same {index}\n- *same\n"


@hostile("anchor-long-name.yaml")
def _(scale):
    name = "n" * count(500_000, scale)
    yield f"a: &{name} 1\nb: *{name}\n"


@hostile("merge-exponential.yaml", "input-limit")
def _(scale):
    yield "m0: &m0 {a: 1}\n"
    for level in range(1, count(40, scale)):
        yield f"m{level}: &m{level}\n  <<: [" + ", ".join([f"*m{level - 1}"] * 9) + f"]\n  k{level}: 1\n"


@hostile("merge-quadratic.yaml", "input-limit")
def _(scale):
    yield "base: &base\n"
    for key in range(count(1_000, scale)):
        yield f"  key{key}: 1\n"
    yield "items:\n"
    for index in range(count(1_000, scale)):
        yield f"- {{<<: *base, own{index}: 1}}\n"


@hostile("merge-chain.yaml", "input-limit")
def _(scale):
    yield "m0: &m0 {k0: 0}\n"
    for level in range(1, count(2_000, scale)):
        yield f"m{level}: &m{level} {{<<: *m{level - 1}, k{level}: {level}}}\n"


@hostile("merge-keys-in-one-map.yaml", "key-overridden-by-merge")
def _(scale):
    yield "base: &base {privileged: true}\nspec:\n  privileged: false\n"
    yield "  <<: *base\n" * count(20_000, scale)


# --- depth ---------------------------------------------------------------------------------------------------------


@hostile("depth-flow-sequence.yaml", "input-limit")
def _(scale):
    yield POD + "  deep: " + "[" * count(100_000, scale)


@hostile("depth-flow-sequence-closed.yaml", "input-limit")
def _(scale):
    levels = count(100_000, scale)
    yield POD + "  deep: " + "[" * levels + "]" * levels + "\n"


@hostile("depth-flow-mapping.yaml", "input-limit")
def _(scale):
    levels = count(100_000, scale)
    yield POD + "  deep: " + "{a: " * levels + "1" + "}" * levels + "\n"


@hostile("depth-flow-mixed.yaml", "input-limit")
def _(scale):
    levels = count(50_000, scale)
    yield POD + "  deep: " + "[{a: " * levels + "1" + "}]" * levels + "\n"


@hostile("depth-flow-pairs.yaml", "input-limit")
def _(scale):
    levels = count(100_000, scale)
    yield POD + "  deep: " + "[a: " * levels + "1" + "]" * levels + "\n"


@hostile("depth-block-sequence.yaml", "input-limit")
def _(scale):
    yield "- " * count(100_000, scale) + "bottom\n"


@hostile("depth-block-mapping.yaml", "input-limit")
def _(scale):
    # Indentation makes this one quadratic in bytes: 4,000 levels are 8 MB.
    for level in range(int(4_000 * scale**0.5)):
        yield " " * level + "a:\n"


@hostile("depth-block-mixed.yaml", "input-limit")
def _(scale):
    for level in range(int(2_000 * scale**0.5)):
        yield "  " * level + "- a:\n"


@hostile("depth-question-marks.yaml", "input-limit")
def _(scale):
    yield "? " * count(100_000, scale) + "bottom\n"


@hostile("depth-question-marks-lines.yaml", "input-limit")
def _(scale):
    for level in range(int(2_500 * scale**0.5)):
        yield " " * level + "?\n"


@hostile("depth-json.json", "input-limit")
def _(scale):
    levels = count(100_000, scale)
    yield '{"a":' * levels + "1" + "}" * levels


@hostile("depth-json-open.json", "input-limit")
def _(scale):
    yield "[" * count(2 * MEGABYTE, scale)


@hostile("depth-199-wide.yaml")
def _(scale):
    # Below the limit, again and again.
    yield "items:\n"
    yield ("- " + "[" * 190 + "]" * 190 + "\n") * count(1_250, scale)


@hostile("depth-through-aliases.yaml", "input-limit")
def _(scale):
    yield "d0: &d0 []\n"
    for level in range(1, count(4_000, scale)):
        yield f"d{level}: &d{level} [*d{level - 1}]\n"


# --- big scalars ---------------------------------------------------------------------------------------------------


@hostile("scalar-plain-one-line.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: " + "x" * count(20 * MEGABYTE, scale) + "\n"


@hostile("scalar-plain-many-lines.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: begin\n"
    yield "    another word of it\n" * count(200_000, scale)


@hostile("scalar-double-quoted-escapes.yaml")
def _(scale):
    yield CONFIG_MAP + '  long: "' + "\\u0041\\x42\\n\\\"" * count(100_000, scale) + '"\n'


@hostile("scalar-double-quoted-unicode-line.yaml")
def _(scale):
    yield CONFIG_MAP + '  long: "' + "é𝄞漢" * count(200_000, scale) + '"\n'


@hostile("scalar-single-quoted-quotes.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: '" + "''" * count(MEGABYTE, scale) + "'\n"


@hostile("scalar-block-literal.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: |\n"
    yield "    a line of a file that somebody put into a manifest\n" * count(45_000, scale)


@hostile("scalar-block-literal-keep-blank.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: |+\n    x\n"
    yield "\n" * count(MEGABYTE, scale)


@hostile("scalar-block-folded.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: >-\n"
    yield "    words\n     more indented\n\n" * count(75_000, scale)


@hostile("scalar-block-each-line.yaml")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(100_000, scale)):
        yield f"  k{index}: |\n    x\n"


@hostile("scalar-number-long.yaml", "wrong-type")
def _(scale):
    digits = "9" * count(300_000, scale)
    yield POD + f"  terminationGracePeriodSeconds: {digits}\n  priority: 1e{digits}\n  x: 0x{digits}\n  y: 1_{digits}\n"


@hostile("scalar-binary-tag.yaml")
def _(scale):
    yield CONFIG_MAP + "  long: !!binary " + "QUJD" * count(250_000, scale) + "\n"


@hostile("key-long.yaml", "unusable-key")
def _(scale):
    # A plain key may be 1,024 characters long; readers that look for the colon look far.
    yield "k" * count(MEGABYTE, scale) + ": 1\n"


@hostile("keys-without-colon.yaml")
def _(scale):
    yield "word another word\n" * count(40_000, scale)


@hostile("name-long.yaml", "privilege-escalation-allowed")
def _(scale):
    name = "n" * count(500_000, scale)
    yield f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  namespace: {name}\nspec:\n  hostPID: true\n"
    yield f"  containers:\n  - name: {name}\n    image: {name}\n    securityContext: {{privileged: true}}\n"


# --- many of the same ----------------------------------------------------------------------------------------------


@hostile("documents-million-empty.yaml")
def _(scale):
    yield "---\n" * count(MEGABYTE, scale)


@hostile("documents-every-other-line.yaml")
def _(scale):
    yield "---\na: 1\n" * count(10_000, scale)


@hostile("documents-of-pods.yaml", "host-pid")
def _(scale):
    yield "---\n{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {hostPID: true}}\n" * count(2_000, scale)


@hostile("documents-broken.yaml", "unclosed-bracket")
def _(scale):
    yield "---\na: [\n" * count(4_000, scale)


@hostile("documents-not-quite-markers.yaml", "yaml-syntax")
def _(scale):
    yield "--- {a: 1}\n...\n---x\n" * count(10_000, scale)


@hostile("keys-many.yaml")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(100_000, scale)):
        yield f"  key-{index}: v\n"


@hostile("keys-the-same.yaml", "duplicate-key")
def _(scale):
    yield CONFIG_MAP
    yield "  same: v\n" * count(100_000, scale)


@hostile("keys-pairs-the-same.yaml", "duplicate-key")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(15_000, scale)):
        yield f"  k{index}: a\n  k{index}: b\n"


@hostile("keys-long-prefix.yaml")
def _(scale):
    prefix = "p" * 100
    yield CONFIG_MAP
    for index in range(count(8_000, scale)):
        yield f"  {prefix}{index}: v\n"


@hostile("kind-again-and-again.yaml", "duplicate-key")
def _(scale):
    yield "apiVersion: v1\n"
    yield "kind: Pod\nspec: {hostPID: true}\n" * count(20_000, scale)


@hostile("sequence-long.yaml")
def _(scale):
    yield "items:\n"
    yield "- v\n" * count(200_000, scale)


@hostile("sequence-long-flow.yaml")
def _(scale):
    yield "items: [" + "v, " * count(200_000, scale) + "]\n"


@hostile("containers-many.yaml", "privileged-container")
def _(scale):
    yield POD + "  containers:\n"
    yield "  - name: c\n    image: registry.example/c:1\n    securityContext: {privileged: true, procMount: Unmasked}\n" * count(750, scale)


@hostile("containers-empty-many.yaml", "privilege-escalation-allowed")
def _(scale):
    yield POD + "  containers: [" + "{}," * count(2_000, scale) + "]\n"


@hostile("volumes-many.yaml", "host-path-volume")
def _(scale):
    yield POD + "  volumes:\n"
    for index in range(count(3_000, scale)):
        yield f"  - name: v{index}\n    hostPath: {{path: /{index}}}\n"


@hostile("capabilities-many.yaml", "input-limit")
def _(scale):
    yield POD + "  containers:\n  - name: c\n    securityContext:\n      capabilities:\n        add: ["
    yield "SYS_ADMIN, " * count(2_500, scale) + "]\n"


@hostile("list-of-lists.yaml", "items-outside-list")
def _(scale):
    levels = 90
    for _ in range(count(500, scale)):
        yield "---\n" + "{apiVersion: v1, kind: List, items: [" * levels
        yield "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {hostPID: true}}" + "]}" * levels + "\n"


@hostile("annotations-many.yaml", "host-pid")
def _(scale):
    yield "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n"
    for index in range(count(20_000, scale)):
        yield f"    plimsoll.dev/a{index}: host-pid\n"
    yield "spec: {hostPID: true, containers: []}\n"


@hostile("suppressions-many.yaml", "unknown-rule-in-suppression")
def _(scale):
    yield POD
    yield "  # plimsoll: allow no-such-rule, host-pid (none)\n" * count(5_000, scale)
    yield "  containers: []\n"


@hostile("suppression-long.yaml", "unknown-rule-in-suppression")
def _(scale):
    yield POD + "  # plimsoll: allow " + "no-such-rule, " * count(20_000, scale) + "(none)\n  containers: []\n"


# --- lines, comments, blanks ---------------------------------------------------------------------------------------


@hostile("comments-only.yaml")
def _(scale):
    yield "# nothing to see here, and again nothing\n" * count(60_000, scale)


@hostile("comment-one-line.yaml", "host-network")
def _(scale):
    yield "# " + "x" * count(400_000, scale) + "\n" + POD


@hostile("comments-tight.yaml", "yaml-syntax")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(20_000, scale)):
        yield f"  k{index}: 'a'#tight\n"


@hostile("comments-between.yaml")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(20_000, scale)):
        yield f"  # above\n  k{index}: v # beside\n"


@hostile("lines-carriage-return-only.yaml", "duplicate-key")
def _(scale):
    yield (CONFIG_MAP + "  k: v\n" * count(20_000, scale)).replace("\n", "\r")


@hostile("lines-separator-u2028.yaml", "hidden-line-break")
def _(scale):
    yield "apiVersion: v1\nkind: Pod\nmetadata: {name: hidden}\nspec:\n"
    yield "  # looks like a comment\u2028  hostNetwork: true\n" * count(10_000, scale)


@hostile("lines-separator-everywhere.yaml", "hidden-line-break")
def _(scale):
    yield (CONFIG_MAP + "  k: v\n" * count(20_000, scale)).replace("\n", "\u2028")


@hostile("lines-next-line-u0085.yaml", "hidden-line-break")
def _(scale):
    yield POD + "  # comment\u0085  hostPID: true\u0085" * count(10_000, scale) + "\n"


@hostile("lines-blank.yaml", "host-network")
def _(scale):
    yield "\n" * count(400_000, scale) + POD


@hostile("lines-spaces.yaml", "host-network")
def _(scale):
    yield " " * count(400_000, scale) + "\n" + POD


@hostile("spaces-at-the-end.yaml", "host-network")
def _(scale):
    yield POD.rstrip("\n") + " " * count(400_000, scale)


@hostile("tabs.yaml", "tab-indentation")
def _(scale):
    yield "a:\n" + "\tb: 1\n" * count(200_000, scale)


@hostile("tabs-one-line.yaml")
def _(scale):
    yield "a:" + "\t" * count(MEGABYTE, scale) + "1\n"


@hostile("indentation-jagged.yaml", "wrong-indentation")
def _(scale):
    for index in range(count(40_000, scale)):
        yield " " * (index * 7 % 13) + f"k{index}: v\n"


@hostile("indentation-falling.yaml", "ignored-content")
def _(scale):
    for level in range(int(2_500 * scale**0.5), 0, -1):
        yield " " * level + "a: 1\n"


# --- bytes and encodings -------------------------------------------------------------------------------------------


@hostile("bytes-nul.yaml", "input-limit")
def _(scale):
    yield "a: 1\n" + "\0" * count(2 * MEGABYTE, scale)


@hostile("bytes-nul-between.yaml", "input-limit")
def _(scale):
    yield CONFIG_MAP + "  k: a\0b\n" * count(100_000, scale)


@hostile("bytes-control-characters.yaml", "yaml-syntax")
def _(scale):
    yield CONFIG_MAP + "  k: \x01\x07\x1b[31m\x7f\n" * count(20_000, scale)


@hostile("bytes-invalid-utf8.yaml", "invalid-utf-8")
def _(scale):
    yield CONFIG_MAP.encode()
    yield b"  k: \xff\xfe\xc0\x80\xed\xa0\x80\xf5\n" * count(40_000, scale)


@hostile("bytes-invalid-utf8-only.yaml", "invalid-utf-8")
def _(scale):
    yield b"\x80" * count(400_000, scale)


@hostile("bytes-utf8-cut-short.yaml", "invalid-utf-8")
def _(scale):
    yield POD.encode() + b"  x: \xf0\x9d\x84"


@hostile("bytes-all-values.yaml", "input-limit")
def _(scale):
    yield bytes(range(256)) * count(4_000, scale)


@hostile("bytes-random-looking.yaml", "input-limit")
def _(scale):
    state, out = 1, bytearray()
    for _ in range(count(200_000, scale)):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        out.append(state >> 16 & 0xFF)
    yield bytes(out)


@hostile("utf16-le.yaml", "duplicate-key")
def _(scale):
    yield b"\xff\xfe" + (POD + "  k: é\n" * count(40_000, scale)).encode("utf-16-le")


@hostile("utf16-be.yaml", "duplicate-key")
def _(scale):
    yield b"\xfe\xff" + (POD + "  k: é\n" * count(40_000, scale)).encode("utf-16-be")


@hostile("utf16-odd-length.yaml", "invalid-utf-8")
def _(scale):
    yield b"\xff\xfe" + POD.encode("utf-16-le") + b"x"


@hostile("utf16-lone-surrogates.yaml", "invalid-utf-8")
def _(scale):
    yield b"\xff\xfe" + POD.encode("utf-16-le") + b"\x00\xd8\x00\xd8" * count(20_000, scale)


@hostile("utf32-le.yaml", "input-limit")
def _(scale):
    yield b"\xff\xfe\x00\x00" + POD.encode("utf-32-le")


@hostile("byte-order-marks.yaml", "byte-order-mark-inside-document")
def _(scale):
    yield "\ufeff" * count(60_000, scale) + POD


@hostile("byte-order-marks-inside.yaml", "byte-order-mark-inside-document")
def _(scale):
    yield ("---\n\ufeff" + POD + "\ufeff  hostPID: true\n") * count(1_250, scale)


@hostile("direction-marks.yaml")
def _(scale):
    yield CONFIG_MAP
    for index in range(count(10_000, scale)):
        yield f"  k{index}: \u202evalue\u2066 # \u202dallow\u2069\n"


@hostile("combining-marks.yaml")
def _(scale):
    yield CONFIG_MAP + "  k: a" + "\u0301" * count(200_000, scale) + "\n"


# --- unclosed ------------------------------------------------------------------------------------------------------


def unclosed(name, rule, opening, filling, repeats):
    """Registers three sizes of a file in which `opening` is never closed."""
    for label, factor in (("small", 0.001), ("middle", 0.05), ("large", 1.0)):

        def chunks(scale, factor=factor):
            yield POD + "  open: " + opening + "\n"
            yield filling * count(repeats, factor * scale)

        FILES.append(File(f"unclosed-{name}-{label}.yaml", rule, chunks))


unclosed("double-quote", "unclosed-quote", '"', "    text: and more\n", 30_000)
unclosed("single-quote", "unclosed-quote", "'", "    text: and more\n", 30_000)
unclosed("bracket", "unclosed-bracket", "[", "    a, b,\n", 30_000)
unclosed("brace", "unclosed-bracket", "{", "    a: b,\n", 30_000)
unclosed("template", "unrendered-template", "{{ .Values.x", "    {{- if .Values.y }}\n", 20_000)


@hostile("unclosed-again-and-again.yaml", "yaml-syntax")
def _(scale):
    for index in range(count(10_000, scale)):
        yield f'k{index}: "open\n'


@hostile("unclosed-brackets-in-each-value.yaml", "unclosed-bracket")
def _(scale):
    for index in range(count(10_000, scale)):
        yield f"k{index}: [a, {{b: c\n"


@hostile("unclosed-quote-to-the-end-of-many-documents.yaml", "input-limit")
def _(scale):
    yield '---\na: "open\nb: [c\n' * count(6_000, scale)


@hostile("closing-brackets.yaml", "unclosed-bracket")
def _(scale):
    yield "]}" * count(100_000, scale)


@hostile("errors-on-every-line.yaml", "yaml-syntax")
def _(scale):
    yield "a: b: c\n- @x\n  %y: `z`\n" * count(10_000, scale)


@hostile("template-every-line.yaml", "unrendered-template")
def _(scale):
    yield "{{- range .Values.items }}\nk{{ . }}: {{ .name | quote }}\n{{- end }}\n" * count(5_000, scale)


# --- tags, directives, indicators ----------------------------------------------------------------------------------


@hostile("tags-many.yaml")
def _(scale):
    yield "items:\n"
    for index in range(count(20_000, scale)):
        yield f"- !tag{index} v\n"


@hostile("tags-verbatim-and-escaped.yaml")
def _(scale):
    yield "items:\n"
    yield "- !<tag:example.com,2026:%F0%9D%84%9E> v\n- !!str 1\n- ! 2\n" * count(10_000, scale)


@hostile("tag-long.yaml")
def _(scale):
    yield "a: !<" + "t" * count(2 * MEGABYTE, scale) + "> 1\n"


@hostile("tags-chained.yaml", "missing-colon")
def _(scale):
    yield "a: " + "!!str " * count(20_000, scale) + "1\n"


@hostile("directives-many.yaml", "yaml-syntax")
def _(scale):
    yield "%YAML 1.2\n" * count(20_000, scale) + "---\n" + POD


@hostile("directives-tag-many.yaml", "yaml-syntax")
def _(scale):
    for index in range(count(5_000, scale)):
        yield f"%TAG !e{index}! tag:example.com,2026:{index}/\n"
    yield "---\n" + POD


@hostile("directives-between-documents.yaml", "ignored-content")
def _(scale):
    yield ("%YAML 1.1\n---\na: 1\n...\n") * count(5_000, scale)


@hostile("indicators.yaml")
def _(scale):
    yield "?:-,[]{}#&*!|>'\"%@`" * count(10_000, scale)


@hostile("dashes-one-line.yaml", "yaml-syntax")
def _(scale):
    yield "-" * count(200_000, scale) + "\n"


@hostile("colons-one-line.yaml", "unusable-key")
def _(scale):
    yield "a:" * count(100_000, scale) + "\n"


@hostile("colons-and-blanks-one-line.yaml", "yaml-syntax")
def _(scale):
    yield "a: " * count(60_000, scale) + "\n"


@hostile("flow-many-lines-of-possible-keys.yaml")
def _(scale):
    yield "a: [\n" + '"x"\n,' * count(40_000, scale) + '"x"]\n'


@hostile("complex-keys.yaml", "unusable-key")
def _(scale):
    yield "? [a, b]\n: 1\n? {c: d}\n: 2\n" * count(5_000, scale)


@hostile("null-keys.yaml", "unusable-key")
def _(scale):
    yield ": 1\n~: 2\n" * count(10_000, scale)


# --- JSON ----------------------------------------------------------------------------------------------------------


@hostile("json-lone-surrogates.json")
def _(scale):
    yield '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "s"}, "data": {'
    yield ", ".join(f'"k{index}": "\\ud800\\udc00\\udfff\\ud800"' for index in range(count(50_000, scale))) + "}}"


@hostile("json-one-line.json", "host-pid")
def _(scale):
    item = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"hostPID":true,"containers":[{"name":"c"}]}}'
    yield '{"apiVersion":"v1","kind":"List","items":[' + ",".join([item] * count(800, scale)) + "]}"


@hostile("json-lines.json", "host-pid")
def _(scale):
    yield '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"hostPID":true}}\n' * count(2_000, scale)


@hostile("json-trailing-comma.json", "json-syntax")
def _(scale):
    yield '{"a": [' + "1," * count(50_000, scale) + "]}"


@hostile("json-open-string.json", "unclosed-quote")
def _(scale):
    yield '{"a": "' + "x" * count(400_000, scale)


@hostile("json-keys-the-same.json", "duplicate-key")
def _(scale):
    yield "{" + '"a":1,' * count(100_000, scale) + '"a":2}'


# --- whole files ---------------------------------------------------------------------------------------------------


@hostile("file-long.yaml", "input-limit")
def _(scale):
    pod = (
        "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: {matchLabels: {app: web}}\n"
        "  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - name: web\n"
        "        image: registry.example/web:1.2.3\n        env:\n" + "        - {name: A, value: b}\n" * 40
    )
    yield pod * (count(1_000_000, scale) // len(pod))


@hostile("file-one-byte-over-the-limit.yaml", "input-limit")
def _(scale):
    size = 32 * 1024 * 1024 + 1
    yield POD + "#" * (size - len(POD))


@hostile("file-empty.yaml")
def _(scale):
    yield ""


@hostile("file-findings-many.yaml", "privileged-container")
def _(scale):
    pod = (
        "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  hostNetwork: true\n  hostPID: true\n  hostIPC: true\n"
        "  containers:\n  - name: c\n    image: c\n    ports: [{containerPort: 80, hostPort: 80}]\n"
        "    securityContext: {privileged: true, runAsUser: 0, procMount: Unmasked, capabilities: {add: [ALL]}}\n"
    )
    yield pod * count(400, scale)


def main():
    """Writes the files and says how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default="", help="only the files whose name holds this")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    files = [file for file in FILES if arguments.only in file.name]
    total = sum(write(arguments.folder, file, arguments.scale) for file in files)
    print(f"{total / MEGABYTE:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
