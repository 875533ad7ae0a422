// Print the text of PDF files as pdf.js gives it: pieces with places. Pieces on one line without a gap are one word.
import fs from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

for (const file of process.argv.slice(2)) {
  const data = new Uint8Array(fs.readFileSync(file));
  const document = await getDocument({ data, verbosity: 0 }).promise;
  const content = await (await document.getPage(1)).getTextContent({ disableNormalization: true });
  let text = "";
  let end = null;
  for (const item of content.items) {
    if (!item.str) continue;
    const [x, y] = [item.transform[4], item.transform[5]];
    const size = Math.hypot(item.transform[2], item.transform[3]) || end?.size || 1;
    const apart = end && (Math.abs(y - end.y) > 0.3 * end.size || x - end.x > 0.1 * end.size || x < end.x - end.size);
    text += (apart ? " " : "") + item.str;
    end = { x: x + item.width, y, size };
  }
  console.log(JSON.stringify(text));
}
