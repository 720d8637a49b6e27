//! Messages, mail, payments, monitoring and other services.
//!
//! - Slack: <https://docs.slack.dev/authentication/tokens>; webhooks: <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>
//! - Discord: <https://discord.com/developers/docs/resources/webhook>; Teams: <https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/>
//! - Twilio: <https://www.twilio.com/docs/iam/api-keys>; SendGrid: <https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys>
//! - Mailgun, Mailchimp, Brevo: the pages on API keys of each
//! - Stripe: <https://docs.stripe.com/keys>; Square: <https://developer.squareup.com/docs/build-basics/access-tokens>
//! - Shopify: <https://shopify.dev/changelog/app-secret-key-length-has-increased>; Plaid: <https://plaid.com/docs/api/tokens/>
//! - Grafana: <https://grafana.com/docs/grafana/latest/administration/service-accounts/>
//! - Dynatrace: <https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens>
//! - Sentry: <https://docs.sentry.io/api/guides/create-auth-token/>; Postman: <https://learning.postman.com/docs/developer/postman-api/authentication/>
//! - Notion: <https://developers.notion.com/changelog>; Airtable: <https://airtable.com/developers/web/guides/personal-access-tokens>
//! - Duffel, EasyPost, Linear, MaxMind, ReadMe, Shippo: <https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml>
//! - Contentful, Figma, Honeycomb, LaunchDarkly, Mapbox, Razorpay: what the secret scanners of several projects look for
//! - HubSpot: <https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview>

use super::super::alphabet::{
    ANY_HEX, BASE62, BASE64, DASH, DIGIT, DOT, EQUALS, HEX, LOWER, SLASH, UNDER, UPPER, URL64,
};
use super::super::checks::{grafana, uuid};
use super::super::format::{Format, Part, token};

const SLACK: &[Part] = &[DIGIT.between(8, 14), DASH.times(1), BASE62.and(DASH).between(18, 80)];
const SHOPIFY: &[Part] = &[ANY_HEX.times(32)];
const STRIPE: &[Part] = &[BASE62.between(16, 247)];
const DISCORD: &[Part] = &[DIGIT.between(17, 20), SLASH.times(1), URL64.between(60, 80)];
const HUBSPOT: &[Part] = &[DIGIT.between(1, 2), DASH.times(1), ANY_HEX.and(DASH).times(36)];

pub(crate) const FORMATS: &[Format] = &[
    token("Slack bot token", "xoxb-", SLACK),
    token("Slack user token", "xoxp-", SLACK),
    token("Slack workspace token", "xoxa-", SLACK),
    token("Slack refresh token", "xoxr-", SLACK),
    token("Slack session token", "xoxs-", SLACK),
    token("Slack app token", "xapp-", &[BASE62.and(DASH).between(40, 140)]),
    token("Slack configuration token", "xoxe", &[BASE62.and(DASH).and(DOT).between(60, 240)]),
    token(
        "Slack webhook",
        "hooks.slack.com/services/",
        &[UPPER.between(8, 14), SLASH.times(1), UPPER.between(8, 14), SLASH.times(1), BASE62.times(24)],
    ),
    token("Discord webhook", "discord.com/api/webhooks/", DISCORD),
    token("Discord webhook", "discordapp.com/api/webhooks/", DISCORD),
    token("Microsoft Teams webhook", ".webhook.office.com/webhookb2/", &[HEX.and(DASH).times(36)])
        .after(LOWER.between(1, 63)),
    // The identifier of a key, without its secret.
    token("Twilio API key", "SK", &[HEX.times(32)]).likely(),
    token("SendGrid API key", "SG.", &[URL64.times(22), DOT.times(1), URL64.times(43)]),
    token("Mailgun API key", "key-", &[HEX.times(32)]).likely(),
    token("Mailchimp API key", "-us", &[DIGIT.between(1, 2)]).after(HEX.times(32)),
    token("Brevo API key", "xkeysib-", &[HEX.times(64), DASH.times(1), BASE62.times(16)]),
    token("Stripe secret key", "sk_live_", STRIPE),
    token("Stripe restricted key", "rk_live_", STRIPE),
    token("Stripe test key", "sk_test_", STRIPE).likely(),
    token("Stripe restricted test key", "rk_test_", STRIPE).likely(),
    token("webhook signing secret", "whsec_", &[BASE64.between(32, 64), EQUALS.between(0, 2)]),
    token("Square access token", "sq0atp-", &[URL64.times(22)]),
    token("Square client secret", "sq0csp-", &[URL64.times(43)]),
    token("Shopify access token", "shpat_", SHOPIFY),
    token("Shopify custom app token", "shpca_", SHOPIFY),
    token("Shopify private app token", "shppa_", SHOPIFY),
    token("Shopify shared secret", "shpss_", SHOPIFY),
    token("Razorpay key ID", "rzp_live_", &[BASE62.times(14)]).likely(),
    token("Plaid access token", "access-production-", &[HEX.and(DASH).times(36)]).check(uuid),
    token("EasyPost API key", "EZAK", &[BASE62.times(54)]),
    token("Shippo live token", "shippo_live_", &[ANY_HEX.times(40)]),
    token("Duffel access token", "duffel_live_", &[URL64.times(43)]),
    token("HubSpot private app token", "pat-na", HUBSPOT),
    token("HubSpot private app token", "pat-eu", HUBSPOT),
    token("Grafana service account token", "glsa_", &[BASE62.times(32), UNDER.times(1), HEX.times(8)]).check(grafana),
    token("Grafana Cloud token", "glc_", &[BASE64.between(32, 400), EQUALS.between(0, 3)]),
    token("Grafana API key", "eyJrIjoi", &[BASE62.between(60, 400), EQUALS.between(0, 3)]),
    token("Dynatrace token", "dt0c01.", &[UPPER.times(24), DOT.times(1), UPPER.times(64)]),
    token("Dynatrace platform token", "dt0s16.", &[UPPER.between(8, 24), DOT.times(1), UPPER.times(64)]),
    token("Sentry user token", "sntryu_", &[HEX.times(64)]),
    token(
        "Sentry organisation token",
        "sntrys_eyJ",
        &[BASE64.between(40, 500), EQUALS.between(0, 2), UNDER.times(1), BASE64.between(40, 44)],
    ),
    token("Honeycomb ingest key", "hcaik_", &[LOWER.times(58)]),
    token("LaunchDarkly SDK key", "sdk-", &[HEX.and(DASH).times(36)]).check(uuid),
    token("Postman API key", "PMAK-", &[HEX.times(24), DASH.times(1), HEX.times(34)]),
    token("Notion token", "ntn_", &[DIGIT.times(11), BASE62.times(35)]),
    token("Airtable personal access token", "pat", &[BASE62.times(14), DOT.times(1), HEX.times(64)]),
    token("Figma personal access token", "figd_", &[URL64.between(38, 60)]),
    token("Linear API key", "lin_api_", &[BASE62.times(40)]),
    token("Contentful management token", "CFPAT-", &[URL64.times(43)]),
    token("ReadMe API key", "rdme_", &[LOWER.times(70)]),
    token("MaxMind licence key", "_mmk", &[]).after(BASE62.and(UNDER).times(36)),
    token("Mapbox secret token", "sk.eyJ", &[URL64.between(40, 200), DOT.times(1), URL64.between(20, 24)]),
];
