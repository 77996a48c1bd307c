#!/usr/bin/env bash
# ofx-data-extractor counts a bank statement with two accounts as nothing paid, and one with a card without the card.
#
# Packages: ofx-data-extractor 1.5.0, with ofx-js 1.1.1 to compare. Input: statements in OFX 1.0.2 of one account, of two, of an
#   account and a card, and of two cards, each with its payments; and words of a payment that have braces or "&".
# Expected: the sum of all payments of the file, in which OFX has a statement for each account ("STMTTRNRS") and messages
#   for cards beside those for the bank; the words as the bank wrote them, in which `&amp;` is "&" (OFX 1.0.2, 2.3.2.1).
# Seen: the file is turned into the text of a JSON object first. Two accounts do not become a list there, the text cannot be
#   read, and the summary is that of an empty file, without an error in the strict mode that is the default. Where there are
#   payments of a bank, those of cards are not added. Braces are taken for those of JSON, and `&amp;` stays as it is.
# Why it matters: zero and zero is also what a month without payments looks like, and the sum without the card is near the
#   right one. `getBankTransferList` does throw for two accounts: compare the summary with the sum of the lists.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ofx-data-extractor@1.5.0 ofx-js@1.1.1 >/dev/null

cat >run.mjs <<'JS'
import { Ofx } from 'ofx-data-extractor';
import { parse } from 'ofx-js';

const headers = ['OFXHEADER:100', 'DATA:OFXSGML', 'VERSION:102', 'SECURITY:NONE', 'ENCODING:UTF-8', 'CHARSET:NONE',
  'COMPRESSION:NONE', 'OLDFILEUID:NONE', 'NEWFILEUID:NONE', '', ''];
const status = '<STATUS>\n<CODE>0\n<SEVERITY>INFO\n</STATUS>';
const payment = (amount, words, id) => `<STMTTRN>
<TRNTYPE>${amount < 0 ? 'DEBIT' : 'CREDIT'}
<DTPOSTED>20260216
<TRNAMT>${amount.toFixed(2)}
<FITID>${id}
<NAME>${words}
</STMTTRN>`;
const statement = (kind, from, id, amounts, words) => `<${kind}TRNRS>
<TRNUID>${id}
${status}
<${kind}RS>
<CURDEF>RUB
${from}
<BANKTRANLIST>
<DTSTART>20260201
<DTEND>20260228
${amounts.map((amount, index) => payment(amount, words, `${id}-${index}`)).join('\n')}
</BANKTRANLIST>
<LEDGERBAL>
<BALAMT>1000.00
<DTASOF>20260228
</LEDGERBAL>
</${kind}RS>
</${kind}TRNRS>`;
const account = (id, amounts, words = 'rent') =>
  statement('STMT', `<BANKACCTFROM>\n<BANKID>1\n<ACCTID>${id}\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>`, id, amounts, words);
const card = (id, amounts) => statement('CCSTMT', `<CCACCTFROM>\n<ACCTID>${id}\n</CCACCTFROM>`, id, amounts, 'shop');
const messages = (name, list) => list.length > 0 ? `<${name}>\n${list.join('\n')}\n</${name}>\n` : '';
const file = (accounts, cards = []) => `${headers.join('\n')}<OFX>
<SIGNONMSGSRSV1>
<SONRS>
${status}
<DTSERVER>20260301
<LANGUAGE>ENG
</SONRS>
</SIGNONMSGSRSV1>
${messages('BANKMSGSRSV1', accounts)}${messages('CREDITCARDMSGSRSV1', cards)}</OFX>
`;
const payments = async (text) => {
  const { BANKMSGSRSV1, CREDITCARDMSGSRSV1 } = (await parse(text)).OFX;
  const banks = [BANKMSGSRSV1?.STMTTRNRS ?? []].flat().map(({ STMTRS }) => STMTRS);
  const cards = [CREDITCARDMSGSRSV1?.CCSTMTTRNRS ?? []].flat().map(({ CCSTMTRS }) => CCSTMTRS);
  return [...banks, ...cards].flatMap(({ BANKTRANLIST }) => BANKTRANLIST.STMTTRN);
};
const files = {
  'one account': file([account('1', [100, -20])]),
  'two accounts': file([account('1', [100, -20]), account('2', [-7])]),
  'an account and a card': file([account('1', [100, -20])], [card('3', [-5])]),
  'two cards': file([], [card('3', [-5]), card('4', [-6])]),
};
for (const [name, text] of Object.entries(files)) {
  const { credit, debit } = new Ofx(text).getTransactionsSummary();
  const amounts = (await payments(text)).map(({ TRNAMT }) => Number(TRNAMT));
  const sum = (sign) => amounts.filter((amount) => amount * sign > 0).reduce((total, amount) => total + Math.abs(amount), 0);
  console.log(`${name}: +${credit} -${debit}; ofx-js: +${sum(1)} -${sum(-1)}`);
}
for (const words of ['{12} rent', 'rent {12}', 'Cup &amp; Co']) {
  const text = file([account('1', [-20], words)]);
  console.log(`${words}: ${new Ofx(text).getBankTransferList()[0].NAME}; ofx-js: ${(await payments(text))[0].NAME}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected=$(cat <<'TEXT'
one account: +100 -20; ofx-js: +100 -20
two accounts: +0 -0; ofx-js: +100 -27
an account and a card: +100 -20; ofx-js: +100 -25
two cards: +0 -0; ofx-js: +0 -11
{12} rent: 12} rent; ofx-js: {12} rent
rent {12}: rent 12},; ofx-js: rent {12}
Cup &amp; Co: Cup &amp; Co; ofx-js: Cup & Co
TEXT
)
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
