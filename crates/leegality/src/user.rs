//! The profile of a Sign Station user. Every field is optional, as it is in the documentation.

use leegality_api::types;

use crate::lenient::items;

/// Declares a part of the profile: a struct that is read from the generated type field by field.
macro_rules! profile {
    (
        $(#[doc = $docs:literal])*
        $name:ident from $raw:ident {
            text { $($(#[doc = $text_docs:literal])* $text:ident,)* }
            value { $($(#[doc = $value_docs:literal])* $value:ident: $value_type:ty,)* }
            list { $($(#[doc = $list_docs:literal])* $list:ident: $item:ident,)* }
        }
    ) => {
        $(#[doc = $docs])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($text: Option<String>,)*
            $($value: Option<$value_type>,)*
            $($list: Vec<$item>,)*
        }

        impl $name {
            pub(crate) fn read(raw: types::$raw) -> Self {
                Self {
                    $($text: raw.$text,)*
                    $($value: raw.$value,)*
                    $($list: items(raw.$list).map($item::read).collect(),)*
                }
            }

            $($(#[doc = $text_docs])* pub fn $text(&self) -> Option<&str> { self.$text.as_deref() })*
            $($(#[doc = $value_docs])* pub fn $value(&self) -> Option<$value_type> { self.$value })*
            $($(#[doc = $list_docs])* pub fn $list(&self) -> &[$item] { &self.$list })*
        }
    };
}

/// A logged-in user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    username: Option<String>,
    name: Option<String>,
    organization: Option<Organization>,
    authorities: Vec<String>,
    roles: Vec<Role>,
    departments: Vec<Department>,
}

impl User {
    pub(crate) fn read(raw: types::LoginUserVo) -> Self {
        Self {
            username: raw.username,
            name: raw.name,
            organization: raw.organization.map(Organization::read),
            authorities: items(raw.authorities).collect(),
            roles: items(raw.roles).map(Role::read).collect(),
            departments: items(raw.departments).map(Department::read).collect(),
        }
    }

    /// The name under which the user logged in.
    pub fn username(&self) -> Option<&str> {
        self.username.as_deref()
    }

    /// The full name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The organization that the user belongs to.
    pub fn organization(&self) -> Option<&Organization> {
        self.organization.as_ref()
    }

    /// The permissions that all roles together give, such as `signDocument`.
    pub fn authorities(&self) -> &[String] {
        &self.authorities
    }

    /// The roles.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The departments.
    pub fn departments(&self) -> &[Department] {
        &self.departments
    }
}

profile! {
    /// An organization.
    Organization from OrganizationVo {
        text {
            /// Its id.
            id,
            /// Its name.
            name,
            /// When it was created, as the server wrote it; not always a date.
            created_at,
            /// When it was last changed, as the server wrote it; not always a date.
            updated_at,
        }
        value {
            /// Whether it is active.
            enabled: bool,
        }
        list {}
    }
}

profile! {
    /// A role of a user.
    Role from RoleVo {
        text {
            /// Its id.
            id,
            /// Its name, such as `Admin`.
            name,
            /// When it was created, as the server wrote it; not always a date.
            created_at,
        }
        value {}
        list {
            /// What it permits.
            entitlements: Entitlement,
        }
    }
}

profile! {
    /// A single permission of a role.
    Entitlement from EntitlementVo {
        text {
            /// Its id.
            id,
            /// Its name, such as `DOCUMENT_SIGN`.
            name,
        }
        value {}
        list {}
    }
}

profile! {
    /// A department.
    Department from DepartmentVo {
        text {
            /// Its id.
            id,
            /// Its name.
            name,
            /// When it was created, as the server wrote it; not always a date.
            created_at,
        }
        value {
            /// Whether it is active.
            enabled: bool,
            /// How many users it has.
            total_users: i64,
        }
        list {}
    }
}
