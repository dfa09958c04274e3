//! The consent statement as a type that has one value.

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};

use crate::facts;

/// The consent statement that is in force. It has one value, so that no other text can be sent.
///
/// ```
/// use leegality_api::{ConsentStatement, facts};
///
/// assert_eq!(ConsentStatement.as_str(), facts::CONSENT_STATEMENT);
/// assert!(serde_json::from_str::<ConsentStatement>("\"I agree\"").is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ConsentStatement;

impl ConsentStatement {
    /// The statement, word for word.
    pub fn as_str(self) -> &'static str {
        facts::CONSENT_STATEMENT
    }
}

impl Serialize for ConsentStatement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ConsentStatement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == facts::CONSENT_STATEMENT {
            Ok(Self)
        } else {
            Err(D::Error::invalid_value(Unexpected::Other("another text"), &"the consent statement"))
        }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ConsentStatement {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ConsentStatement".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": [facts::CONSENT_STATEMENT] })
    }
}
