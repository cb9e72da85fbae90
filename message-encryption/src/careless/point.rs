//! Points of curves that share prime and coefficient a with a curve on offer: the usual formulas never look at b, so that they work off the
//! curve too.

use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::ec::EcGroup;
use openssl::error::ErrorStack;
use serde_json::{Map, Value};

use super::number;
use crate::algorithm::Curve;

/// A point that is not at infinity.
pub(super) struct Point {
    pub(super) x: BigNum,
    pub(super) y: BigNum,
}

/// Arithmetic modulo the prime.
struct Field {
    prime: BigNum,
    context: BigNumContext,
}

impl Point {
    pub(super) fn of_jwk(key: &Map<String, Value>) -> Option<Self> {
        let coordinate = |name| BigNum::from_slice(&number(key, name)?).ok();
        Some(Self {
            x: coordinate("x")?,
            y: coordinate("y")?,
        })
    }

    /// The point added to itself so many times; nothing where that is the point at infinity.
    pub(super) fn times(
        &self,
        scalar: &BigNumRef,
        curve: Curve,
    ) -> Result<Option<Self>, ErrorStack> {
        let mut field = Field::below(curve)?;
        let mut sum: Option<Self> = None;
        for bit in (0..scalar.num_bits()).rev() {
            sum = match sum {
                Some(point) => field.sum(&point, &point)?,
                None => None,
            };
            if scalar.is_bit_set(bit) {
                sum = match sum {
                    Some(point) => field.sum(&point, self)?,
                    None => Some(self.copied()?),
                };
            }
        }
        Ok(sum)
    }

    fn copied(&self) -> Result<Self, ErrorStack> {
        Ok(Self {
            x: self.x.to_owned()?,
            y: self.y.to_owned()?,
        })
    }
}

impl Field {
    fn below(curve: Curve) -> Result<Self, ErrorStack> {
        let group = EcGroup::from_curve_name(curve.of_openssl())?;
        let (mut prime, mut a, mut b) = (BigNum::new()?, BigNum::new()?, BigNum::new()?);
        let mut context = BigNumContext::new()?;
        group.components_gfp(&mut prime, &mut a, &mut b, &mut context)?;
        Ok(Self { prime, context })
    }

    /// The sum of two points; nothing for the point at infinity.
    fn sum(&mut self, one: &Point, other: &Point) -> Result<Option<Point>, ErrorStack> {
        let (rise, run) = if one.x == other.x {
            if one.y != other.y {
                return Ok(None);
            }
            self.tangent(one)?
        } else {
            let rise = self.difference(&other.y, &one.y)?;
            (rise, self.difference(&other.x, &one.x)?)
        };
        if run.num_bits() == 0 {
            return Ok(None);
        }
        let slope = self.quotient(&rise, &run)?;
        self.third(one, other, &slope).map(Some)
    }

    /// 3x² − 3 over 2y: the coefficient a is −3 on each of the curves.
    fn tangent(&mut self, point: &Point) -> Result<(BigNum, BigNum), ErrorStack> {
        let three = BigNum::from_u32(3)?;
        let square = self.product(&point.x, &point.x)?;
        let triple = self.product(&square, &three)?;
        let rise = self.difference(&triple, &three)?;
        let run = self.product(&point.y, &*BigNum::from_u32(2)?)?;
        Ok((rise, run))
    }

    fn third(
        &mut self,
        one: &Point,
        other: &Point,
        slope: &BigNumRef,
    ) -> Result<Point, ErrorStack> {
        let square = self.product(slope, slope)?;
        let less_one = self.difference(&square, &one.x)?;
        let x = self.difference(&less_one, &other.x)?;
        let run = self.difference(&one.x, &x)?;
        let climb = self.product(slope, &run)?;
        let y = self.difference(&climb, &one.y)?;
        Ok(Point { x, y })
    }

    fn product(&mut self, one: &BigNumRef, other: &BigNumRef) -> Result<BigNum, ErrorStack> {
        let mut product = BigNum::new()?;
        product.mod_mul(one, other, &self.prime, &mut self.context)?;
        Ok(product)
    }

    fn difference(&mut self, one: &BigNumRef, other: &BigNumRef) -> Result<BigNum, ErrorStack> {
        let mut difference = BigNum::new()?;
        difference.mod_sub(one, other, &self.prime, &mut self.context)?;
        Ok(difference)
    }

    fn quotient(&mut self, one: &BigNumRef, other: &BigNumRef) -> Result<BigNum, ErrorStack> {
        let mut inverse = BigNum::new()?;
        inverse.mod_inverse(other, &self.prime, &mut self.context)?;
        self.product(one, &inverse)
    }
}
