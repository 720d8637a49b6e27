//! `cargo xtask serve`.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::Result;

use crate::args::ServeOptions;
use crate::repo::{self, Repo, has_extension};
use crate::server::SiteServer;
use crate::{budget, build, steps};

const LOOK_AGAIN: Duration = Duration::from_millis(500);

pub(crate) fn run(repo: &Repo, options: &ServeOptions) -> Result<()> {
    let seen = newest_source(repo)?;
    if options.dev {
        build::quick(repo)?;
    } else {
        budget::show(&build::release(repo)?);
    }
    let server = SiteServer::start(&repo.site(), options.port)?;
    println!("\nPlimsoll is at {}   (end with Ctrl+C)", server.address);
    if options.open {
        open(&server.address);
    }
    if options.dev { rebuild_on_change(repo, &server, seen) } else { wait() }
}

fn wait() -> ! {
    loop {
        thread::park();
    }
}

/// Builds again when a source file is newer than the newest of the last build. A build that fails leaves the last one in place.
fn rebuild_on_change(repo: &Repo, server: &SiteServer, mut seen: SystemTime) -> Result<()> {
    loop {
        thread::sleep(LOOK_AGAIN);
        let newest = newest_source(repo)?;
        if newest <= seen {
            continue;
        }
        seen = newest;
        match build::quick(repo).and_then(|()| server.reload(&repo.site())) {
            Ok(()) => println!("\nbuilt again: reload {}", server.address),
            Err(error) => println!("\nnot built: {error:#}"),
        }
    }
}

fn newest_source(repo: &Repo) -> Result<SystemTime> {
    let is_source = |path: &Path| {
        has_extension(path, &["rs", "toml", "md", "js", "ts", "css", "html", "svg", "json", "lock", "yaml"])
    };
    let mut newest = SystemTime::UNIX_EPOCH;
    for path in repo::files(&repo.root, is_source)? {
        // A file may be gone between being listed and being looked at.
        if let Ok(changed) = path.metadata().and_then(|data| data.modified()) {
            newest = newest.max(changed);
        }
    }
    Ok(newest)
}

fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    if !steps::succeeds(Command::new(program).args(arguments).arg(address)) {
        println!("no browser could be opened: open {address} yourself");
    }
}
