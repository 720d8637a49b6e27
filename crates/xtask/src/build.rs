//! From sources to `dist`.

use std::thread;

use anyhow::{Context as _, Result, anyhow};

use crate::budget;
use crate::bundle::Bundler;
use crate::catalogue::{self, Catalogue};
use crate::repo::Repo;
use crate::site::Site;
use crate::steps::step;
use crate::wasm::{self, Modules, Quality};
use crate::{single, site, tools};

/// Builds both forms of the page, and shows what they weigh.
pub(crate) fn run(repo: &Repo) -> Result<()> {
    let site = release(repo)?;
    budget::show(&site);
    println!("{}\n{}", repo.shown(&repo.site()), repo.shown(&repo.single()));
    Ok(())
}

/// Builds both forms of the page for shipping.
pub(crate) fn release(repo: &Repo) -> Result<Site> {
    let (modules, catalogue) = parts(repo, Quality::Release)?;
    let bundler = Bundler::new(repo, &modules);
    let mut site = step("dist/site", || site::write(repo, &bundler, &modules, &catalogue))?;
    step("dist/plimsoll.html", || single::write(repo, &bundler, &modules, &catalogue))?;
    step("brotli", || site.pack(repo))?;
    Ok(site)
}

/// Builds the served page only, fast and unpacked.
pub(crate) fn quick(repo: &Repo) -> Result<()> {
    let (modules, catalogue) = parts(repo, Quality::Quick)?;
    let bundler = Bundler::new(repo, &modules);
    step("dist/site", || site::write(repo, &bundler, &modules, &catalogue))?;
    Ok(())
}

/// npm waits for the network and cargo for the processor: side by side.
fn parts(repo: &Repo, quality: Quality) -> Result<(Modules, Catalogue)> {
    thread::scope(|scope| {
        let packages = scope.spawn(|| tools::npm_packages(&repo.web()).context("npm packages of web"));
        let modules = step("wasm modules", || wasm::build(repo, quality))?;
        let catalogue = step("rule pages", || catalogue::read(repo))?;
        packages.join().map_err(|_| anyhow!("the thread that fetched npm packages panicked"))??;
        Ok((modules, catalogue))
    })
}
