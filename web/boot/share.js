// A workspace as a link: the payload stands in the fragment, which browsers never send. `v1.` + base64url of raw deflate of JSON.
// Links of released versions open for ever, so a change of form is a new version here, never a change of this one.
const VERSION = "v1";
const LIMIT_BYTES = 8 * 1024 * 1024;
const SLICE = 0x8000;

export async function encode(json) {
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `${VERSION}.${toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()))}`;
}

/** `{ok: json}` or `{error: what is wrong and what to do}`; never throws. */
export async function decode(payload) {
  try {
    return { ok: await inflate(fromBase64Url(bodyOf(payload))) };
  } catch (error) {
    return { error: error instanceof LinkError ? error.message : "this link is incomplete or damaged: copy it again in full" };
  }
}

/** The payload of an address's fragment, or null. */
export function payloadOf(fragment) {
  return /^#\/check\/([^?]+)/.exec(fragment)?.[1] ?? null;
}

class LinkError extends Error {}

function bodyOf(payload) {
  const [, version, body] = /^(v\d+)\.(.*)$/s.exec(payload) ?? [];
  if (version === undefined) throw new LinkError("this link does not begin with a version: copy it again in full");
  if (version !== VERSION) {
    throw new LinkError(`this link is of form ${version}, and this page reads ${VERSION}: open it in the version of Plimsoll that made it`);
  }
  if (body === "") throw new LinkError("this link carries no text: copy it again in full");
  const stranger = /[^A-Za-z0-9_-]/u.exec(body);
  if (stranger) throw new LinkError(`this link holds \`${stranger[0]}\`, which no link does: copy it again in full`);
  return body;
}

function toBase64Url(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += SLICE) binary += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

// Reads chunk by chunk and stops at the limit: a few kilobytes can unpack to gigabytes.
async function inflate(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const text = new TextDecoder("utf-8", { fatal: true });
  let json = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return json + text.decode();
    size += value.length;
    if (size > LIMIT_BYTES) {
      await reader.cancel();
      throw new LinkError(`this link unpacks to more than ${LIMIT_BYTES / 1024 / 1024} MB: ask for the files themselves`);
    }
    json += text.decode(value, { stream: true });
  }
}
