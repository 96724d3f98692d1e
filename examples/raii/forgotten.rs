use std::mem::forget;

fn main() {
    println!("two lists of three readings");
    let empty = bytes_in_use();
    let monday = vec![1013, 1012, 1009];
    let tuesday = vec![1001, 1003, 1004];
    println!("both: {} bytes", bytes_in_use() - empty);
    drop(monday);
    println!("one dropped: {} bytes", bytes_in_use() - empty);
    forget(tuesday);
    println!("one forgotten: {} bytes", bytes_in_use() - empty);
}

//~ fold
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static IN_USE: AtomicUsize = AtomicUsize::new(0);

fn bytes_in_use() -> usize {
    IN_USE.load(Ordering::Relaxed)
}

struct Counter;

#[global_allocator]
static COUNTER: Counter = Counter;

unsafe impl GlobalAlloc for Counter {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}
//~ end
