//! Trait objects that know what they are.
//!
//! Behind a `dyn Shape` only the implementation knows the type. A trait of the program that stands
//! behind a `dyn` somewhere therefore gets one more method, which every implementation that the
//! program writes out answers with the reader of its own type.
//!
//! ```text
//! trait Shape { fn area(&self) -> f64; fn __lens_show(&self, …) { … name and size … } }
//! impl Shape for Square { fn area(&self) -> f64 { … } fn __lens_show(&self, …) { … fields … } }
//! ```

use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};
use syn::{ItemTrait, Path, TypeParamBound, TypeTraitObject};

/// The program's own traits that stand behind a `dyn`, each with the marker traits that it was seen
/// together with.
#[derive(Default)]
pub(super) struct Objects {
    traits: BTreeSet<String>,
    seen: BTreeMap<String, BTreeSet<String>>,
}

impl Objects {
    /// Collects them from a program.
    pub(super) fn of(file: &syn::File) -> Objects {
        let mut objects = Objects::default();
        objects.visit_file(file);
        let Objects { traits, seen } = &mut objects;
        seen.retain(|name, _| traits.contains(name));
        objects
    }

    /// Whether a trait of this path is one of them.
    pub(super) fn has(&self, path: &Path) -> bool {
        path.segments
            .last()
            .is_some_and(|name| self.seen.contains_key(&name.ident.to_string()))
    }

    /// Readers for every `dyn` of a trait, to stand beside it.
    pub(super) fn readers(&self, item: &ItemTrait) -> String {
        let seen = self.seen.get(&item.ident.to_string());
        let one = |markers: &String| {
            format!(
                " impl crate::__lens::Read for dyn {}{markers} + '_ {{ \
                 unsafe fn read(place: *const Self, out: &mut crate::__lens::Out) {{ \
                 unsafe {{ (&*place).__lens_show(out) }} }} }}",
                item.ident
            )
        };
        seen.into_iter().flatten().map(one).collect()
    }
}

/// The method of a trait: only the name of the type and its size.
pub(super) const ASKED: &str = " fn __lens_show(&self, out: &mut crate::__lens::Out) { \
     crate::__lens::unnamed(self as *const Self, out) } ";

/// The method of an implementation: the type's own reader.
pub(super) const ANSWERED: &str = " fn __lens_show(&self, out: &mut crate::__lens::Out) { \
     use crate::__lens::{Known as _, Unknown as _}; \
     (&crate::__lens::At(self as *const Self)).show(out) } ";

impl<'ast> Visit<'ast> for Objects {
    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        // What a trait leaves open would have to be found out for each `dyn`.
        let open = item
            .items
            .iter()
            .any(|one| matches!(one, syn::TraitItem::Type(_)));
        if item.generics.params.is_empty() && !open {
            self.traits.insert(item.ident.to_string());
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_type_trait_object(&mut self, object: &'ast TypeTraitObject) {
        let mut bounds = object.bounds.iter().filter_map(|bound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.last(),
            _ => None,
        });
        if let Some(first) = bounds.next() {
            let markers = bounds
                .map(|marker| format!(" + {}", marker.ident))
                .collect();
            let name = first.ident.to_string();
            self.seen.entry(name).or_default().insert(markers);
        }
        visit::visit_type_trait_object(self, object);
    }
}
