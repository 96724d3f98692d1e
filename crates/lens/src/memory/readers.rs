//! Readers for the program's own structs and enums, written beside each item.
//!
//! Beside the item, private fields can be read, and types that are declared within a function are
//! found. A field whose type has no reader shows its name and size.

use crate::source::Source;
use std::fmt::Write as _;
use syn::{Attribute, Fields, GenericParam, Generics, ItemEnum, ItemStruct};

/// Whether an attribute may leave the syntax out of the program.
pub(super) fn conditional(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"))
}

/// The reader of a struct.
pub(super) fn of_struct(source: &Source, item: &ItemStruct) -> String {
    let mut body = format!("out.open({:?});", item.ident.to_string());
    for (index, field) in item.fields.iter().enumerate() {
        if !conditional(&field.attrs) {
            let name = match &field.ident {
                Some(name) => name.to_string(),
                None => index.to_string(),
            };
            let place = format!("crate::__lens::addr_of!((*place).{name})");
            show(&mut body, &name, &place);
        }
    }
    body.push_str(" out.close();");
    implementation(source, &item.ident.to_string(), &item.generics, &body)
}

/// The reader of an enum.
pub(super) fn of_enum(source: &Source, item: &ItemEnum) -> String {
    let mut body = String::from("if out.aligned(place) { match &*place {");
    for variant in &item.variants {
        if conditional(&variant.attrs) {
            continue;
        }
        let name = &variant.ident;
        let (mut pattern, mut fields) = (String::new(), String::new());
        for (index, field) in variant.fields.iter().enumerate() {
            if conditional(&field.attrs) {
                continue;
            }
            let member = match &field.ident {
                Some(name) => name.to_string(),
                None => index.to_string(),
            };
            let _ = write!(pattern, "{member}: __field{index}, ");
            // Taking the address of the field, and not of the reference, fixes no type too early.
            let place = format!("crate::__lens::addr_of!(*__field{index})");
            show(&mut fields, &member, &place);
        }
        let _ = if matches!(variant.fields, Fields::Unit) {
            write!(body, " Self::{name} => out.word(\"{name}\"),")
        } else {
            write!(
                body,
                " Self::{name} {{ {pattern}.. }} => {{ out.open(\"{name}\");{fields} out.close(); }}"
            )
        };
    }
    body.push_str(" _ => out.word(\"?\") } }");
    implementation(source, &item.ident.to_string(), &item.generics, &body)
}

fn show(body: &mut String, name: &str, place: &str) {
    let _ = write!(
        body,
        " out.field({name:?}); (&crate::__lens::At({place})).show(out); out.end_field();"
    );
}

/// The whole `impl`, with the type's own parameters, each of which must have a reader.
fn implementation(source: &Source, name: &str, generics: &Generics, body: &str) -> String {
    let text = |syntax: &dyn syn::spanned::Spanned| source.text().get(source.bytes(syntax.span()));
    let (mut declared, mut used) = (String::new(), String::new());
    for parameter in &generics.params {
        let _ = match parameter {
            GenericParam::Lifetime(lifetime) => {
                let _ = write!(used, "{}, ", lifetime.lifetime);
                write!(declared, "{}, ", text(lifetime).unwrap_or_default())
            }
            GenericParam::Type(kind) => {
                let _ = write!(used, "{}, ", kind.ident);
                let bounds = text(&kind.bounds).unwrap_or_default();
                let plus = if kind.bounds.is_empty() { "" } else { " + " };
                write!(
                    declared,
                    "{}: {bounds}{plus}crate::__lens::Read, ",
                    kind.ident
                )
            }
            GenericParam::Const(constant) => {
                let _ = write!(used, "{}, ", constant.ident);
                let kind = text(&constant.ty).unwrap_or_default();
                write!(declared, "const {}: {kind}, ", constant.ident)
            }
        };
    }
    let conditions = match &generics.where_clause {
        Some(conditions) => text(conditions).unwrap_or_default(),
        None => "",
    };
    // A comment would swallow what follows when its line break goes.
    if declared.contains("//") || conditions.contains("//") {
        return String::new();
    }
    // Text of the program may hold line breaks, and no line may be added.
    format!(
        " impl<{declared}> crate::__lens::Read for {name}<{used}> {conditions} {{ \
         unsafe fn read(place: *const Self, out: &mut crate::__lens::Out) {{ \
         use crate::__lens::{{Known as _, Unknown as _}}; unsafe {{ {body} }} }} }}"
    )
    .replace(['\n', '\r'], " ")
}
