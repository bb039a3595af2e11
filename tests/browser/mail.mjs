// Reads an .eml file as a person's mail program would: headers unfolded, the text part in words.

export function letter(source) {
  const [head, ...rest] = source.split(/\r?\n\r?\n/);
  const headers = unfolded(head);
  const body = rest.join("\n\n");
  const boundary = headers["content-type"]?.match(/boundary="?([^";]+)"?/)?.[1];
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1).map((part) => letter(part.trimStart())) : [];
  const text = parts.find((part) => part.text)?.text ?? (/^text\/plain/.test(headers["content-type"] ?? "") ? decoded(headers, body) : "");
  const html = parts.find((part) => part.html)?.html ?? (/^text\/html/.test(headers["content-type"] ?? "") ? decoded(headers, body) : "");
  return { headers, text, html };
}

function unfolded(head) {
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return Object.fromEntries(lines.map((line) => [line.split(":")[0].toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
}

function decoded(headers, body) {
  if (/base64/i.test(headers["content-transfer-encoding"] ?? "")) return Buffer.from(body, "base64").toString();
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
