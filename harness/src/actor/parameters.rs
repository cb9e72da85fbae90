//! Parameters of a request before it travels: names with their values, in an order.

/// Gives a parameter one value, in its old place where it had one.
pub fn set<T>(parameters: &mut Vec<(String, T)>, name: &str, value: T) {
    match parameters.iter_mut().find(|(known, _)| known == name) {
        Some(parameter) => parameter.1 = value,
        None => parameters.push((name.to_owned(), value)),
    }
}

/// Takes a parameter away, however often it is there.
pub fn remove<T>(parameters: &mut Vec<(String, T)>, name: &str) {
    parameters.retain(|(known, _)| known != name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_keeps_its_place_and_goes_as_often_as_it_is_there() {
        let named = |name: &str, value| (name.to_owned(), value);
        let mut parameters = vec![named("a", 1), named("b", 2), named("a", 3)];
        set(&mut parameters, "a", 4);
        set(&mut parameters, "c", 5);
        assert_eq!(
            parameters,
            [named("a", 4), named("b", 2), named("a", 3), named("c", 5)]
        );
        remove(&mut parameters, "a");
        assert_eq!(parameters, [named("b", 2), named("c", 5)]);
    }
}
