//! The points are worked through by the usual formulas for y² = x³ - 3x + b, which never look at b.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::EcGroup;
use openssl::nid::Nid;

use super::*;

/// The orders of the points for each curve.
const ORDERS: [usize; 8] = [2, 3, 5, 7, 11, 13, 17, 19];

/// Arithmetic modulo the prime of a curve.
struct Field(BigNum);

struct Point {
    x: BigNum,
    y: BigNum,
}

impl Field {
    fn minus(&self, one: &BigNum, other: &BigNum) -> BigNum {
        let (mut result, mut context) = (BigNum::new().unwrap(), BigNumContext::new().unwrap());
        result.mod_sub(one, other, &self.0, &mut context).unwrap();
        result
    }

    fn times(&self, one: &BigNum, other: &BigNum) -> BigNum {
        let (mut result, mut context) = (BigNum::new().unwrap(), BigNumContext::new().unwrap());
        result.mod_mul(one, other, &self.0, &mut context).unwrap();
        result
    }

    fn over(&self, one: &BigNum, other: &BigNum) -> BigNum {
        let (mut inverse, mut context) = (BigNum::new().unwrap(), BigNumContext::new().unwrap());
        inverse.mod_inverse(other, &self.0, &mut context).unwrap();
        self.times(one, &inverse)
    }

    /// The sum of two points; nothing where it is the point at infinity.
    fn sum(&self, one: &Point, other: &Point) -> Option<Point> {
        let (x, y) = (self.minus(&other.x, &one.x), self.minus(&other.y, &one.y));
        let slope = if x.num_bits() != 0 {
            self.over(&y, &x)
        } else if y.num_bits() == 0 && one.y.num_bits() != 0 {
            self.tangent(one)
        } else {
            return None;
        };
        let square = self.times(&slope, &slope);
        let x = self.minus(&self.minus(&square, &one.x), &other.x);
        let y = self.times(&slope, &self.minus(&one.x, &x));
        let y = self.minus(&y, &one.y);
        Some(Point { x, y })
    }

    fn tangent(&self, at: &Point) -> BigNum {
        let [two, three] = [2, 3].map(|number| BigNum::from_u32(number).unwrap());
        let square = self.times(&three, &self.times(&at.x, &at.x));
        self.over(&self.minus(&square, &three), &self.times(&two, &at.y))
    }

    /// The coefficient b of the curve on which a point lies.
    fn coefficient(&self, point: &Point) -> BigNum {
        let three = BigNum::from_u32(3).unwrap();
        let square = self.times(&point.y, &point.y);
        let rest = self.minus(&self.times(&point.x, &point.x), &three);
        self.minus(&square, &self.times(&rest, &point.x))
    }
}

/// The prime of a curve, and its coefficient b.
fn parameters(curve: Curve) -> (Field, BigNum) {
    let name = match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
        Curve::P521 => Nid::SECP521R1,
    };
    let [mut prime, mut a, mut b] = [(); 3].map(|()| BigNum::new().unwrap());
    let mut context = BigNumContext::new().unwrap();
    let group = EcGroup::from_curve_name(name).unwrap();
    group
        .components_gfp(&mut prime, &mut a, &mut b, &mut context)
        .unwrap();
    (Field(prime), b)
}

fn number(hexadecimal: &str) -> BigNum {
    BigNum::from_hex_str(hexadecimal).unwrap()
}

#[test]
fn every_point_lies_on_another_curve_and_has_its_order_there() {
    for &curve in Curve::ALL {
        let (field, b) = parameters(curve);
        assert_eq!(points(curve).len(), ORDERS.len());
        for (point, order) in points(curve).iter().zip(ORDERS) {
            let first = Point {
                x: number(point.abscissas[0]),
                y: number(point.ordinate),
            };
            assert_ne!(field.coefficient(&first), b, "{curve:?}, {order}");
            let mut abscissas = vec![number(point.abscissas[0])];
            let mut multiple = field.sum(&first, &first);
            while let Some(next) = multiple {
                multiple = field.sum(&next, &first);
                abscissas.push(next.x);
            }
            assert_eq!(abscissas.len() + 1, order, "{curve:?}");
            let stated: Vec<BigNum> = point.abscissas.iter().map(|x| number(x)).collect();
            abscissas.truncate((order / 2).max(1));
            assert_eq!(abscissas, stated, "{curve:?}, {order}");
        }
    }
}
