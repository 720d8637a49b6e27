//! A server of the built site, for this machine only. It answers from a map of the files that were there when it was made, so that no
//! path can lead anywhere else.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::compress::fingerprint;
use crate::policy;
use crate::repo;

const THREADS: usize = 4;

struct File {
    bytes: Vec<u8>,
    brotli: Option<Vec<u8>>,
    kind: &'static str,
    etag: String,
    /// Its name changes with its bytes.
    hashed: bool,
}

type Files = BTreeMap<String, File>;

/// A running server. It ends with the program.
pub(crate) struct SiteServer {
    files: Arc<RwLock<Files>>,
    pub(crate) address: String,
}

impl SiteServer {
    /// Serves `folder` at `port`; 0 takes a free one.
    pub(crate) fn start(folder: &Path, port: u16) -> Result<Self> {
        let server =
            Server::http(("127.0.0.1", port)).map_err(|error| anyhow!("cannot listen at port {port}: {error}"))?;
        let port = server.server_addr().to_ip().context("the server has no address")?.port();
        let server = Arc::new(server);
        let files = Arc::new(RwLock::new(load(folder)?));
        for _ in 0..THREADS {
            let (server, files) = (Arc::clone(&server), Arc::clone(&files));
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    let files = files.read().unwrap_or_else(PoisonError::into_inner);
                    // The browser may be gone before the answer is: nothing to do about it.
                    let _ = answer(&files, request);
                }
            });
        }
        Ok(Self { files, address: format!("http://127.0.0.1:{port}/") })
    }

    /// Takes the files as they are now.
    pub(crate) fn reload(&self, folder: &Path) -> Result<()> {
        *self.files.write().unwrap_or_else(PoisonError::into_inner) = load(folder)?;
        Ok(())
    }
}

fn load(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in repo::files(folder, |path| !repo::has_extension(path, &["br"]))? {
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(&path)?;
        let mut packed = path.clone().into_os_string();
        packed.push(".br");
        let file = File {
            brotli: std::fs::read(packed).ok(),
            kind: kind_of(&name),
            etag: format!("\"{}\"", fingerprint(&bytes)),
            hashed: name.starts_with("assets/"),
            bytes,
        };
        files.insert(name, file);
    }
    Ok(files)
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn answer(files: &Files, request: Request) -> Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let refusal =
            Response::from_string("only GET and HEAD").with_status_code(405).with_header(header("Allow", "GET, HEAD")?);
        return Ok(request.respond(refusal)?);
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let name = if path.is_empty() { "index.html" } else { path };
    let Some(file) = files.get(name) else {
        let refusal = Response::from_string("there is no such file").with_status_code(404);
        return Ok(request.respond(common(refusal, "text/plain; charset=utf-8")?)?);
    };
    let cache = if file.hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known =
        value_of(&request, "If-None-Match").is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == file.etag));
    let packed =
        file.brotli.as_ref().filter(|_| accepts_brotli(value_of(&request, "Accept-Encoding").unwrap_or_default()));
    let body = if known { Vec::new() } else { packed.unwrap_or(&file.bytes).clone() };
    let mut response = common(Response::from_data(body), file.kind)?
        .with_header(header("ETag", &file.etag)?)
        .with_header(header("Cache-Control", cache)?)
        .with_header(header("Vary", "Accept-Encoding")?);
    if known {
        response = response.with_status_code(304);
    } else if packed.is_some() {
        response = response.with_header(header("Content-Encoding", "br")?);
    }
    Ok(request.respond(response)?)
}

/// What every answer says.
fn common<R: std::io::Read>(response: Response<R>, kind: &str) -> Result<Response<R>> {
    Ok(response
        .with_header(header("Content-Type", kind)?)
        .with_header(header("Content-Security-Policy", policy::SITE)?)
        .with_header(header("X-Content-Type-Options", "nosniff")?)
        .with_header(header("Referrer-Policy", "no-referrer")?))
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value).map_err(|()| anyhow!("`{name}: {value}` is no header"))
}

fn value_of<'request>(request: &'request Request, name: &'static str) -> Option<&'request str> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
}

/// Whether brotli is listed, and not with the weight 0 that forbids it.
fn accepts_brotli(encodings: &str) -> bool {
    encodings.split(',').any(|encoding| {
        let (name, weight) = encoding.split_once(';').unwrap_or((encoding, "q=1"));
        let forbidden = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.trim().parse() == Ok(0.0_f32));
        name.trim() == "br" && !forbidden
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    fn ask(server: &SiteServer, request: &str) -> String {
        let host = server.address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn only_the_files_of_the_site_are_served() {
        let folder = std::env::temp_dir().join(format!("plimsoll-server-{}", std::process::id()));
        repo::write(&folder.join("site/index.html"), "page").unwrap();
        repo::write(&folder.join("site/assets/a-1.wasm"), "wasm").unwrap();
        repo::write(&folder.join("site/assets/a-1.wasm.br"), "packed").unwrap();
        repo::write(&folder.join("secret"), "secret").unwrap();
        let server = SiteServer::start(&folder.join("site"), 0).unwrap();

        let page = ask(&server, "GET /?a=b");
        assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("\r\n\r\npage"), "{page}");
        assert!(
            page.contains("Content-Security-Policy: default-src 'none'") && page.contains("Cache-Control: no-cache"),
            "{page}"
        );
        let wasm = ask(&server, "GET /assets/a-1.wasm");
        assert!(wasm.ends_with("packed") && wasm.contains("application/wasm") && wasm.contains("immutable"), "{wasm}");
        for path in
            ["/../secret", "/assets/../../secret", "/%2e%2e/secret", "//secret", "/assets/a-1.wasm.br", "/assets"]
        {
            assert!(ask(&server, &format!("GET {path}")).starts_with("HTTP/1.1 404"), "{path}");
        }
        assert!(ask(&server, "POST /").starts_with("HTTP/1.1 405"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        assert!(accepts_brotli("gzip, deflate, br, zstd") && accepts_brotli("br;q=0.5"));
        assert!(!accepts_brotli("gzip") && !accepts_brotli("br;q=0, gzip") && !accepts_brotli(""));
    }
}
