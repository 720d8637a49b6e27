//! Clouds, platforms and databases.
//!
//! - AWS: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
//! - Google: <https://cloud.google.com/docs/authentication/api-keys>, <https://developers.google.com/identity/protocols/oauth2>
//! - Azure: <https://learn.microsoft.com/en-us/purview/sit-defn-all-creds>
//! - DigitalOcean: <https://docs.digitalocean.com/reference/api/create-personal-access-token/>
//! - Cloudflare: <https://developers.cloudflare.com/fundamentals/api/get-started/token-formats>
//! - Alibaba Cloud, Tencent Cloud, Yandex Cloud: the pages on access keys of each
//! - Heroku: <https://devcenter.heroku.com/articles/authentication>
//! - Databricks: <https://docs.databricks.com/dev-tools/auth/pat>
//! - PlanetScale: <https://planetscale.com/docs/api/reference/service-tokens>
//! - OpenShift: <https://docs.redhat.com/en/documentation/openshift_container_platform>
//! - Fly.io, Scalingo, ClickHouse, New Relic, Telegram: <https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml>
//! - Aiven, CockroachDB, DataStax, MongoDB Atlas, Neon, Netlify, Pinecone, Supabase: what the secret scanners of several projects look for

use super::super::alphabet::{
    BASE62, BASE64, COLON, DASH, DIGIT, DOT, EQUALS, HEX, LOWER, PERCENT, TILDE, UNDER, UPPER, URL64,
};
use super::super::checks::{aws, entra};
use super::super::format::{Format, token};

pub(crate) const FORMATS: &[Format] = &[
    token("AWS access key ID", "AKIA", &[UPPER.times(16)]).check(aws),
    token("temporary AWS access key ID", "ASIA", &[UPPER.times(16)]).check(aws),
    token("AWS bearer token", "ABIA", &[UPPER.times(16)]).check(aws),
    token("Amazon Bedrock API key", "ABSK", &[BASE64.between(109, 269), EQUALS.between(0, 2)]),
    // Keys that only browsers and phones use are meant to be seen.
    token("Google API key", "AIza", &[URL64.times(35)]).likely(),
    token("Google OAuth client secret", "GOCSPX-", &[URL64.times(28)]),
    token("Google OAuth access token", "ya29.", &[URL64.and(DOT).from(30)]),
    token("Azure storage account key", "AccountKey=", &[BASE64.times(86), EQUALS.times(2)]),
    token("Azure shared access key", "SharedAccessKey=", &[BASE64.times(43), EQUALS.times(1)]),
    token("Azure shared access signature", "&sig=", &[BASE62.and(PERCENT).between(43, 64)]).likely(),
    token("Entra ID client secret", "Q~", &[URL64.and(TILDE).and(DOT).between(31, 34)])
        .after(URL64.and(TILDE).and(DOT).times(4))
        .check(entra),
    token("Azure DevOps personal access token", "AZDO", &[BASE62.times(4)]).after(BASE62.times(76)),
    token("DigitalOcean personal access token", "dop_v1_", &[HEX.times(64)]),
    token("DigitalOcean OAuth token", "doo_v1_", &[HEX.times(64)]),
    token("DigitalOcean refresh token", "dor_v1_", &[HEX.times(64)]),
    token("Cloudflare global API key", "cfk_", &[BASE62.times(40), HEX.times(8)]),
    token("Cloudflare API token", "cfut_", &[BASE62.times(40), HEX.times(8)]),
    token("Cloudflare account token", "cfat_", &[BASE62.times(40), HEX.times(8)]),
    token("Cloudflare origin CA key", "v1.0-", &[HEX.times(24), DASH.times(1), HEX.times(146)]),
    token("Alibaba Cloud access key ID", "LTAI", &[BASE62.between(12, 20)]).likely(),
    token("Tencent Cloud secret ID", "AKID", &[BASE62.times(32)]).likely(),
    token("Yandex Cloud API key", "AQVN", &[URL64.between(35, 38)]),
    token("Heroku API key", "HRKU-AA", &[URL64.times(58)]),
    token("Fly.io access token", "fo1_", &[URL64.times(43)]),
    token("Fly.io access token", "fm2_", &[BASE64.from(100), EQUALS.between(0, 3)]),
    token("Supabase access token", "sbp_", &[HEX.times(40)]),
    token("Supabase secret key", "sb_secret_", &[URL64.between(22, 64)]),
    token("Netlify access token", "nfp_", &[BASE62.and(UNDER).between(32, 64)]),
    token("Scalingo API token", "tk-us-", &[URL64.times(48)]),
    token("Databricks access token", "dapi", &[HEX.times(32)]),
    token("OpenShift access token", "sha256~", &[URL64.times(43)]),
    token("PlanetScale service token", "pscale_tkn_", &[URL64.and(DOT).between(32, 64)]),
    token("PlanetScale OAuth token", "pscale_oauth_", &[URL64.and(DOT).between(32, 64)]),
    token("PlanetScale password", "pscale_pw_", &[URL64.and(DOT).between(32, 64)]),
    token("MongoDB Atlas service account secret", "mdb_sa_sk_", &[URL64.times(40)]),
    token("Neon API key", "napi_", &[LOWER.between(60, 70)]),
    token("Aiven password", "AVNS_", &[URL64.between(16, 24)]),
    token("CockroachDB Cloud API key", "CCDB1_", &[BASE62.times(22), UNDER.times(1), BASE62.times(40)]),
    token("DataStax Astra token", "AstraCS:", &[BASE62.between(20, 30), COLON.times(1), HEX.times(64)]),
    token("ClickHouse Cloud API secret", "4b1d", &[BASE62.times(38)]),
    token("Pinecone API key", "pcsk_", &[BASE62.between(5, 6), UNDER.times(1), BASE62.between(60, 64)]),
    token("New Relic licence key", "NRAL", &[]).after(LOWER.times(36)),
    token("New Relic user key", "NRAK-", &[UPPER.times(27)]),
    token("New Relic insert key", "NRII-", &[URL64.times(32)]),
    token("Telegram bot token", ":AA", &[URL64.times(33)]).after(DIGIT.between(8, 10)),
];
