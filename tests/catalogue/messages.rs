//! What a `.ftl` file holds: its messages, the values each needs, and the other messages it quotes.

use std::collections::BTreeSet;

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// A sentence of a catalogue.
#[derive(Debug)]
pub struct Message {
    /// The file it stands in.
    pub file: String,
    /// Its key.
    pub key: String,
    /// The values it uses, without the `$`.
    pub variables: BTreeSet<String>,
    /// The keys of the messages it quotes.
    pub refers_to: BTreeSet<String>,
}

impl Message {
    /// The first word of its key: the slice, page or plugin it belongs to.
    pub fn stem(&self) -> &str {
        self.key.split('-').next().unwrap_or_default()
    }
}

/// All messages of a file, or a sentence about what does not parse.
pub fn read(path: &str, text: &str) -> Result<Vec<Message>, String> {
    let resource = fluent_syntax::parser::parse(text).map_err(|(_, errors)| format!("{path} does not parse: {errors:?}"))?;
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => {
            let mut read = Message {
                file: path.to_owned(),
                key: message.id.name.to_owned(),
                variables: BTreeSet::new(),
                refers_to: BTreeSet::new(),
            };
            message.value.iter().for_each(|pattern| read.pattern(pattern));
            Some(read)
        }
        _ => None,
    });
    Ok(messages.collect())
}

impl Message {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.refers_to.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => arguments.iter().for_each(|given| self.arguments(given)),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|argument| self.inline(argument));
        arguments.named.iter().for_each(|argument| self.inline(&argument.value));
    }
}
