//! Machine learning models, and what belongs to no provider: JSON web tokens, encoded keys, HTTP Basic.
//!
//! - OpenAI: <https://platform.openai.com/docs/api-reference/authentication>; Anthropic: <https://docs.anthropic.com/en/api/overview>
//! - OpenRouter: <https://openrouter.ai/docs/api-reference/authentication>; Groq, xAI, Perplexity, NVIDIA: the pages on API keys of each
//! - Hugging Face: <https://huggingface.co/docs/hub/security-tokens>; Replicate: <https://replicate.com/docs/topics/security/api-tokens>
//! - LangSmith: <https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key>
//! - JWT: RFC 7519; HTTP Basic: RFC 7617; PEM: RFC 7468

use super::super::alphabet::{BASE62, BASE64, DOT, EQUALS, HEX, LETTER, UNDER, URL64};
use super::super::checks::{basic, encoded_key, openai, web_token};
use super::super::format::{Format, Part, token};

const ANTHROPIC: &[Part] = &[URL64.between(80, 120)];

pub(crate) const FORMATS: &[Format] = &[
    token("Anthropic API key", "sk-ant-api03-", ANTHROPIC),
    token("Anthropic admin key", "sk-ant-admin01-", ANTHROPIC),
    token("Anthropic OAuth token", "sk-ant-oat01-", ANTHROPIC),
    token("OpenRouter API key", "sk-or-v1-", &[HEX.times(64)]),
    token("OpenAI API key", "sk-", &[URL64.between(48, 200)]).check(openai),
    token("DeepSeek API key", "sk-", &[HEX.times(32)]).likely(),
    token("Groq API key", "gsk_", &[BASE62.times(52)]),
    token("xAI API key", "xai-", &[BASE62.times(80)]),
    token("Perplexity API key", "pplx-", &[BASE62.times(48)]),
    token("NVIDIA API key", "nvapi-", &[URL64.between(60, 72)]),
    token("Replicate API token", "r8_", &[BASE62.times(37)]),
    token("Hugging Face access token", "hf_", &[LETTER.times(34)]),
    token("Hugging Face organisation token", "api_org_", &[LETTER.times(34)]),
    token("LangSmith API key", "lsv2_pt_", &[HEX.times(32), UNDER.times(1), HEX.times(10)]),
    token("LangSmith service key", "lsv2_sk_", &[HEX.times(32), UNDER.times(1), HEX.times(10)]),
    token("JSON web token", "eyJ", &[URL64.from(8), DOT.times(1), URL64.from(2), DOT.times(1), URL64.from(16)])
        .check(web_token),
    token("private key", "LS0tLS1CRUdJTi", &[BASE64.from(24), EQUALS.between(0, 2)]).check(encoded_key),
    token("user with a password", "Basic ", &[BASE64.between(6, 1000), EQUALS.between(0, 2)]).check(basic),
];
