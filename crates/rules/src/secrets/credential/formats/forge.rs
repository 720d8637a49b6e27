//! Forges, package registries, builds and deployments, and what keeps secrets.
//!
//! - GitHub: <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github>
//! - GitLab: <https://docs.gitlab.com/security/tokens/#token-prefixes>
//! - Atlassian: <https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/>
//! - npm: <https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/>
//! - PyPI: <https://pypi.org/help/#apitoken>; RubyGems: <https://guides.rubygems.org/api-key-scopes/>
//! - crates.io: <https://crates.io/data-access>; Docker: <https://docs.docker.com/security/access-tokens/>
//! - Terraform: <https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens>
//! - Vault: <https://developer.hashicorp.com/vault/docs/concepts/tokens>; Doppler: <https://docs.doppler.com/reference/auth-token-formats>
//! - CircleCI: <https://circleci.com/docs/managing-api-tokens/>; Buildkite: <https://buildkite.com/docs/apis/managing-api-tokens>
//! - SonarQube: <https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/>
//! - 1Password, Artifactory, Clojars, Harness, Octopus Deploy, Prefect, Pulumi, Sourcegraph:
//!   <https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml>; NuGet: what the secret scanners of several projects look for
//! - age: <https://github.com/C2SP/C2SP/blob/main/age.md>; Tailscale: <https://tailscale.com/kb/1085/auth-keys>

use super::super::alphabet::{ANY_HEX, BASE62, BASE64, DASH, DOT, EQUALS, HEX, LOWER, UNDER, UPPER, URL64};
use super::super::checks::{checksum, installation};
use super::super::format::{Format, Part, token};

/// Old tokens of GitLab have twenty characters; since release 18 they may be longer and have parts.
const GITLAB: &[Part] = &[URL64.and(DOT).between(20, 320)];
const ATLASSIAN: &[Part] = &[URL64.between(60, 300), EQUALS.between(0, 1), ANY_HEX.between(0, 8)];
const SONAR: &[Part] = &[HEX.times(40)];

pub(crate) const FORMATS: &[Format] = &[
    token("GitHub personal access token", "ghp_", &[BASE62.times(36)]).check(checksum),
    token("GitHub OAuth token", "gho_", &[BASE62.times(36)]).check(checksum),
    token("GitHub user token", "ghu_", &[BASE62.times(36)]).check(checksum),
    token("GitHub installation token", "ghs_", &[URL64.and(DOT).between(36, 4000)]).check(installation),
    token("GitHub refresh token", "ghr_", &[BASE62.between(36, 76)]),
    token("GitHub personal access token", "github_pat_", &[BASE62.times(22), UNDER.times(1), BASE62.times(59)]),
    token("GitLab personal access token", "glpat-", GITLAB),
    token("GitLab deploy token", "gldt-", GITLAB),
    token("GitLab runner token", "glrt-", GITLAB),
    token("GitLab runner token", "glrtr-", GITLAB),
    token("GitLab runner registration token", "GR1348941", &[URL64.times(20)]),
    token("GitLab job token", "glcbt-", GITLAB),
    token("GitLab trigger token", "glptt-", GITLAB),
    token("GitLab feed token", "glft-", GITLAB),
    token("GitLab incoming mail token", "glimt-", GITLAB),
    token("GitLab agent token", "glagent-", GITLAB),
    token("GitLab OAuth application secret", "gloas-", GITLAB),
    token("GitLab SCIM token", "glsoat-", GITLAB),
    token("GitLab feature flag token", "glffct-", GITLAB),
    token("GitLab workspace token", "glwt-", GITLAB),
    token("Bitbucket app password", "ATBB", &[BASE62.times(24), ANY_HEX.times(8)]),
    token("Bitbucket access token", "ATCTT3", ATLASSIAN),
    token("Atlassian API token", "ATATT3", ATLASSIAN),
    token("npm access token", "npm_", &[BASE62.times(36)]).check(checksum),
    token("PyPI API token", "pypi-AgE", &[URL64.from(60)]),
    token("RubyGems API key", "rubygems_", &[HEX.times(48)]),
    token("crates.io API token", "cio", &[BASE62.times(32)]),
    token("crates.io API token", "cio_tp_", &[BASE62.times(32)]),
    token("NuGet API key", "oy2", &[LOWER.times(43)]),
    token("Clojars deploy token", "CLOJARS_", &[LOWER.times(60)]),
    token("Docker access token", "dckr_pat_", &[URL64.times(27)]),
    token("Docker organisation access token", "dckr_oat_", &[URL64.between(27, 40)]),
    token("Artifactory API key", "AKCp", &[BASE62.between(64, 80)]),
    token("Artifactory reference token", "cmVmdGtu", &[BASE62.between(50, 64)]),
    token("Terraform API token", ".atlasv1.", &[URL64.between(60, 70)]).after(BASE62.times(14)),
    token("Pulumi access token", "pul-", &[HEX.times(40)]),
    token("CircleCI personal token", "CCIPAT_", &[BASE62.times(22), UNDER.times(1), HEX.times(40)]),
    token("CircleCI project token", "CCIPRJ_", &[BASE62.times(22), UNDER.times(1), HEX.times(40)]),
    token("Buildkite access token", "bkua_", &[HEX.times(40)]),
    token("SonarQube user token", "squ_", SONAR),
    token("SonarQube project token", "sqp_", SONAR),
    token("SonarQube analysis token", "sqa_", SONAR),
    token("Sourcegraph access token", "sgp_", &[HEX.and(UNDER).between(40, 57)]),
    token(
        "Harness access token",
        "pat.",
        &[URL64.times(22), DOT.times(1), BASE62.times(24), DOT.times(1), BASE62.times(20)],
    ),
    token("Octopus Deploy API key", "API-", &[UPPER.between(25, 32)]),
    token("Prefect API key", "pnu_", &[BASE62.times(36)]),
    token("Vault token", "hvs.", &[URL64.between(24, 400)]),
    token("Vault batch token", "hvb.", &[URL64.between(100, 400)]),
    token("Vault recovery token", "hvr.", &[URL64.between(24, 400)]),
    token("Doppler personal token", "dp.pt.", &[BASE62.between(40, 44)]),
    token("Doppler CLI token", "dp.ct.", &[BASE62.between(40, 44)]),
    token("Doppler service token", "dp.st.", &[URL64.and(DOT).between(40, 80)]),
    token("Doppler service account token", "dp.sa.", &[BASE62.between(40, 44)]),
    token("1Password service account token", "ops_eyJ", &[BASE64.and(UNDER).and(DASH).from(200), EQUALS.between(0, 3)]),
    token("age secret key", "AGE-SECRET-KEY-1", &[UPPER.times(58)]),
    token("Tailscale key", "tskey-", &[URL64.between(20, 80)]),
];
