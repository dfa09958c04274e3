//! A made-up spec of any size, in two editions.

const HEAD: &str = include_str!("spec/head.yaml");
/// Four operations on one kind of thing.
const PATHS: &str = include_str!("spec/paths.yaml");
/// What all of them share; the schemas stand last.
const COMPONENTS: &str = include_str!("spec/components.yaml");
const SCHEMAS: &str = include_str!("spec/schemas.yaml");

const OPERATIONS_OF_A_RESOURCE: usize = 4;

/// Fields of which each kind of thing has others, as requests have them and, leniently, as responses do.
const FIELDS: [[&str; 2]; 6] = [
    ["sender: {$ref: '#/components/schemas/Address'}", "sender: {$ref: '#/components/schemas/Address'}"],
    [
        "weight: {type: number, minimum: 0, description: In kilograms., example: 2.5}",
        "weight: {type: number, nullable: true, description: In kilograms., example: 2.5}",
    ],
    [
        "pieces: {type: integer, format: int32, minimum: 1, maximum: 500, description: How many., example: 3}",
        "pieces: {type: integer, format: int32, nullable: true, description: How many., example: 3}",
    ],
    [
        "state: {type: string, enum: [open, packed, sent], description: How far it is., example: open}",
        "state: {type: string, nullable: true, description: How far it is., example: open}",
    ],
    [
        "day: {type: string, format: date, description: When it is expected., example: '2026-03-01'}",
        "day: {type: string, nullable: true, description: When it is expected., example: '2026-03-01'}",
    ],
    [
        "remarks: {type: array, maxItems: 20, description: What else., items: {type: string, maxLength: 80}}",
        "remarks: {type: array, nullable: true, description: What else., items: {type: string, nullable: true}}",
    ],
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    First,
    /// Every fifth kind of thing has changes that break clients, and changes that do not.
    Second,
}

/// At least so many operations, in YAML.
pub(super) fn yaml(operations: usize, edition: Edition) -> String {
    let count = operations.div_ceil(OPERATIONS_OF_A_RESOURCE);
    let all =
        |template: &str| (0..count).map(|number| resource(template, number, edition)).collect::<String>();
    format!("{HEAD}paths:\n{}components:\n{COMPONENTS}{}", all(PATHS), all(SCHEMAS))
}

fn resource(template: &str, number: usize, edition: Edition) -> String {
    let mut text = template.replace("NUMBER", &number.to_string());
    for (side, marker) in ["        FIELDS OF REQUEST\n", "        FIELDS OF RESPONSE\n"].iter().enumerate() {
        let chosen = FIELDS.iter().enumerate().filter(|(at, _)| (number + 1) >> at & 1 == 1);
        let fields: String = chosen.map(|(_, field)| format!("        {}\n", field[side])).collect();
        text = text.replace(marker, &fields);
    }
    if edition == Edition::First || !number.is_multiple_of(5) {
        return text;
    }
    text.replace("name: limit, in: query, required: false", "name: limit, in: query, required: true")
        .replace("maxLength: 200", "maxLength: 100")
        .replace(" note: ", " comment: ")
        .replace("[label]", "[label, comment]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_size_that_was_asked_for() {
        for (asked, given) in [(1, 4), (400, 400), (401, 404)] {
            assert_eq!(yaml(asked, Edition::First).matches("operationId: ").count(), given);
        }
    }

    #[test]
    fn no_marker_of_a_template_is_left() {
        let text = yaml(40, Edition::First);
        assert!(!text.contains("NUMBER") && !text.contains("FIELDS"));
    }
}
