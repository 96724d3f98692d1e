//! An order that tells nothing and is the same in every build: it depends on a name alone.

/// The items in an order that depends on `seed`.
pub fn shuffled<T>(items: impl IntoIterator<Item = T>, seed: &str) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    let mut state = hash(seed);
    for place in (1..items.len()).rev() {
        state = next(state);
        items.swap(place, (state % (place as u64 + 1)) as usize);
    }
    items
}

/// FNV-1a, which is short and will not change with the library.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// SplitMix64: neighbouring states give numbers that are far apart.
fn next(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_comes_to_each_place() {
        let mut firsts = [0; 4];
        for seed in 0..400 {
            let order = shuffled(0..4, &format!("moves/program_{seed}"));
            assert_eq!(order.iter().sum::<usize>(), 6, "{order:?}");
            firsts[order[0]] += 1;
        }
        assert!(firsts.iter().all(|count| *count > 70), "{firsts:?}");
    }

    #[test]
    fn a_name_has_one_order() {
        assert_eq!(shuffled(0..9, "moves/a"), shuffled(0..9, "moves/a"));
        assert_ne!(shuffled(0..9, "moves/a"), shuffled(0..9, "moves/b"));
    }
}
