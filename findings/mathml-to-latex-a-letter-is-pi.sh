#!/usr/bin/env bash
# mathml-to-latex makes the Russian letter «п» the number π and «О» a zero, and turns "does not contain" into "is not in".
#
# Packages: mathml-to-latex 1.8.0, with katex 0.19.1 to show what a learner sees. Input: formulas in MathML with a relation and
#   its denial, with Russian words in `mtext`, a text in `ms`, brackets that are left out, and a number that is crossed out.
# Expected: the same formula. A relation is the sign that stands in `mo`; `mtext` is "arbitrary text that should be rendered as
#   itself" (MathML 3, 3.2.6), and `ms` a text in quotation marks (3.2.8); an empty `open` is no bracket (3.3.8); `notation` is
#   a list of words (3.3.9).
# Seen: "less and not equal" is "not less or equal", "does not precede" is "precedes or equals"; of others the denial is a slash
#   behind the relation, a sign of its own. Text is looked up letter by letter in the table of signs, and what looks Greek or
#   Latin becomes that: «пар» is "\piap", which is no command. `ms` is left out, empty brackets are round, and two strokes are a
#   long division.
# Why it matters: an exercise says the reverse of what its author wrote, "v" with the index «п» has π there, and a search for a
#   word of a formula does not find it. Words in English and the usual relations are right, as tests have them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mathml-to-latex@1.8.0 katex@0.19.1 >/dev/null

cat >run.mjs <<'JS'
import katex from 'katex';
import { MathMLToLaTeX } from 'mathml-to-latex';

function shown(latex) {
  try {
    const html = katex.renderToString(latex, { output: 'mathml', strict: false });
    const text = html.replace(/<annotation[^]*?<\/annotation>/g, '').replace(/<[^>]+>/g, '');
    return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').normalize();
  } catch (error) {
    return error.message.replace(/ at position.*/s, '');
  }
}
const formulas = {
  ...Object.fromEntries([...'≤≰≨≮∋∌≺⊀'].map((sign) => [sign, `<mi>A</mi><mo>${sign}</mo><mi>b</mi>`])),
  'index «п»': '<msub><mi>v</mi><mtext>п</mtext></msub>',
  'index «пар»': '<msub><mi>v</mi><mtext>пар</mtext></msub>',
  'text «Объём»': '<mtext>Объём</mtext>',
  'text "yes"': '<mi>x</mi><mo>=</mo><ms>yes</ms>',
  'no brackets': '<mfenced open="" close="" separators="+"><mi>a</mi><mi>b</mi></mfenced>',
  'one stroke': '<menclose notation="updiagonalstrike"><mn>10</mn></menclose>',
  'two strokes': '<menclose notation="updiagonalstrike downdiagonalstrike"><mn>10</mn></menclose>',
};
for (const [name, formula] of Object.entries(formulas)) {
  const latex = MathMLToLaTeX.convert(`<math xmlns="http://www.w3.org/1998/Math/MathML">${formula}</math>`);
  console.log(`${name}: ${latex} (${shown(latex)})`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='≤: A \leq b (A≤b)
≰: A \leq/ b (A≤/b)
≨: A \nleqslant b (A≰b)
≮: A </ b (A</b)
∋: A \ni b (A∋b)
∌: A \not\in b (A∉b)
≺: A \prec b (A≺b)
⊀: A \preceq b (A⪯b)
index «п»: v_{\pi} (vπ)
index «пар»: v_{\piap} (KaTeX parse error: Undefined control sequence: \piap)
text «Объём»: 0бъ\ddot{e}м (0бъe¨м)
text "yes": x = (x=)
no brackets: \left(a+b\right) ((a+b))
one stroke: \cancel{10} (10)
two strokes: \overline{\left.\right)10} ()10‾)'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
