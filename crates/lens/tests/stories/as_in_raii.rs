use std::sync::Mutex;

struct Lock {
    name: String,
}

impl Drop for Lock {
    fn drop(&mut self) {
        println!("unlock {}", self.name);
    }
}

fn lock(name: &str) -> Lock {
    println!("lock {name}");
    Lock {
        name: String::from(name),
    }
}

fn job(early: bool) -> Option<u32> {
    let _guard = lock("job");
    if early {
        return None;
    }
    Some(7)
}

struct Order {
    id: u32,
    lock: Lock,
    second: Lock,
}

fn main() {
    let _a = lock("a");
    let _b = lock("b");
    job(true);
    job(false);
    let order = Order {
        id: 1,
        lock: lock("x"),
        second: lock("y"),
    };
    println!("{}", order.id);
    let Order {
        id, lock: inner, ..
    } = order;
    println!("{id} {}", inner.name);
    let counter = Mutex::new(0);
    {
        let mut value = counter.lock().unwrap();
        *value += 1;
    }
    std::mem::forget(lock("leak"));
    let result = std::panic::catch_unwind(|| {
        let _c = lock("c");
        panic!("stop");
    });
    println!("{}", result.is_err());
}
