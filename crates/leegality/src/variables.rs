//! The environment variables.

use std::env;
use std::ffi::OsString;

use crate::connection::is_supported_proxy;
use crate::credentials::AuthToken;
use crate::environment::{BaseUrl, Environment};
use crate::error::{Error, Result};

const ENVIRONMENT: &str = "LEEGALITY_ENVIRONMENT";
const BASE_URL: &str = "LEEGALITY_BASE_URL";
pub(crate) const AUTH_TOKEN: &str = "LEEGALITY_AUTH_TOKEN";
pub(crate) const SIGN_STATION_URL: &str = "LEEGALITY_SIGN_STATION_URL";
pub(crate) const SIGN_STATION_AUTH_TOKEN: &str = "LEEGALITY_SIGN_STATION_AUTH_TOKEN";

/// Variables that name a proxy for HTTPS.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// Refuses a proxy that would be passed over without a word.
pub(crate) fn check_proxies() -> Result<()> {
    let variables = Variables::of_process();
    for name in PROXIES {
        if variables.text(name)?.is_some_and(|url| !is_supported_proxy(&url)) {
            return Err(Error::configuration(format!(
                "{name}: the proxy has to start with http:// or https://"
            )));
        }
    }
    Ok(())
}

/// Where variables are looked up.
pub(crate) struct Variables {
    look_up: fn(&str) -> Option<OsString>,
}

impl Variables {
    pub(crate) fn of_process() -> Self {
        Self { look_up: |name| env::var_os(name) }
    }

    pub(crate) fn environment(&self) -> Result<Environment> {
        match (self.text(ENVIRONMENT)?, self.text(BASE_URL)?) {
            (Some(url), None) if url.contains("://") => {
                Err(Error::configuration(format!("{ENVIRONMENT} holds a URL; set {BASE_URL} to it instead")))
            }
            (Some(name), None) => name.parse().map_err(|error: Error| error.of_setting(ENVIRONMENT)),
            (None, Some(url)) => Environment::custom(url).map_err(|error| error.of_setting(BASE_URL)),
            (Some(_), Some(_)) => Err(Error::configuration(format!(
                "{ENVIRONMENT} and {BASE_URL} are both set; set one of them"
            ))),
            (None, None) => Err(Error::configuration(format!(
                "no environment is chosen; set {ENVIRONMENT} to `production` or `sandbox`, or {BASE_URL} to the URL of \
                 a custom one"
            ))),
        }
    }

    pub(crate) fn auth_token(&self, name: &str) -> Result<Option<AuthToken>> {
        self.text(name)?.map(AuthToken::new).transpose().map_err(|error| error.of_setting(name))
    }

    pub(crate) fn url(&self, name: &str) -> Result<Option<String>> {
        let text = self.text(name)?;
        if let Some(text) = &text {
            BaseUrl::parse(text, "URL").map_err(|error| error.of_setting(name))?;
        }
        Ok(text)
    }

    /// The value of a variable; one that is empty counts as not set.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>> {
        let value = (self.look_up)(name).filter(|value| !value.is_empty());
        let text = value.map(OsString::into_string).transpose();
        text.map_err(|_| Error::configuration(format!("{name} is not UTF-8")))
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::Variables;
    use crate::environment::Environment;

    fn environment(look_up: fn(&str) -> Option<OsString>) -> Result<Environment, String> {
        Variables { look_up }.environment().map_err(|error| error.to_string())
    }

    #[test]
    fn one_variable_chooses_the_environment() {
        let sandbox = environment(|name| (name == "LEEGALITY_ENVIRONMENT").then(|| "sandbox".into()));
        assert_eq!(sandbox, Ok(Environment::Sandbox));
        let custom = environment(|name| (name == "LEEGALITY_BASE_URL").then(|| "http://[::1]:1/api/".into()));
        assert_eq!(custom.map(|environment| environment.to_string()), Ok("http://[::1]:1/api".to_owned()));
    }

    #[test]
    fn no_variable_two_variables_and_an_unknown_name_are_errors() {
        let none = environment(|_| None).expect_err("none is set");
        assert!(none.contains("`production` or `sandbox`"), "{none}");
        assert_eq!(environment(|_| Some("".into())), Err(none));
        let both = environment(|_| Some("sandbox".into())).expect_err("both are set");
        assert_eq!(both, "LEEGALITY_ENVIRONMENT and LEEGALITY_BASE_URL are both set; set one of them");
        let unknown = environment(|name| (name == "LEEGALITY_ENVIRONMENT").then(|| "staging".into()));
        let unknown = unknown.expect_err("staging is unknown");
        assert!(
            unknown.starts_with("LEEGALITY_ENVIRONMENT: the environment is unknown; it is `production`"),
            "{unknown}"
        );
    }
}
