//! Points that do not lie on P-256 but on curves with the same coefficient a, and have a small order there: whoever computes with them
//! comes to one of a few secrets, and gives away what its private key leaves when divided by the order (RFC 8725, 3.4).

use serde_json::{Value, json};

use crate::actor::forge::encoding::base64url;

/// A point of small order, and the abscissas of its multiples up to the sign; that of the point itself comes first.
struct SmallOrder {
    ordinate: &'static str,
    abscissas: &'static [&'static str],
}

/// Of the orders 2, 3, 5, 7, 11 and 13: of 30,030 private keys one is divisible by them all, and gives nothing away.
const POINTS: [SmallOrder; 6] = [
    SmallOrder {
        ordinate: "0",
        abscissas: &["4"],
    },
    SmallOrder {
        ordinate: "4",
        abscissas: &["3"],
    },
    SmallOrder {
        ordinate: "A9F1844B3C5E9B0A6341D9677667FF8F4B6D3D47DF13E335CC727A5EB8616441",
        abscissas: &[
            "2",
            "195B599C14E45879432037FA56897E843FD79190D505E88C71A99E9728AB8471",
        ],
    },
    SmallOrder {
        ordinate: "4C063A60BA6DB7D3715CF63928F2074BD63A997F274758303E11A32DA91D48A7",
        abscissas: &[
            "2",
            "8C8E287686E0232194A4D89E867FB0B3EAE23DD0EA503C5E3C76C82328A083D7",
            "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFE",
        ],
    },
    SmallOrder {
        ordinate: "27A1C908A27522D64443251737FA073217A495EEE353CF0C68385FB7443FBFC4",
        abscissas: &[
            "2",
            "18B26C4D98028D7E052E93B63CD5369FC8156A71C6882D6D11D2F36F079F6473",
            "B904AE42D6FCE6618336D63E4D6F575B43475C9CD6E40E9C1520D388234E6070",
            "8A0680E767C9E71884E9A422D567C7A01577655D43B273B71B160BE180BE925A",
            "CDD7BFDA46A1313F92125A62230A81FC201C005F5514DF87467AF1AAB66B4A80",
        ],
    },
    SmallOrder {
        ordinate: "A1F0A2A4FA0AC6CA04B0F49438C943488B9FA39490EAC4AB43A1A200FDF43798",
        abscissas: &[
            "4",
            "087B8296488AE187BE8E0FC4E9586215986288CC5ADDB8AD8083BCEF6E219A6E",
            "B2535AB971A95333B71F227272F7E714C97FA02E482073E5DB6E87EE76C39A2F",
            "003F084F89FF76F04407B4C57B903C5DE10BEA859E25E20D66ECBA2DC820B89B",
            "363B024F9C7686D79535F0BFB8826AD05093DF3613F9DE28DA31308EF4C6E6ED",
            "B8CBCFECA75820DFC4E02D2661644F6047C47611DD803B28818F53106C03F6F1",
        ],
    },
];

/// Every point as `epk` has it, with every secret that may come of it.
pub fn guesses() -> Vec<(Value, Vec<u8>)> {
    let of_point = |point: &SmallOrder| {
        let (x, y) = (octets(point.abscissas[0]), octets(point.ordinate));
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": base64url(&x), "y": base64url(&y) });
        let secrets = point.abscissas.iter().map(|x| octets(x));
        secrets
            .map(|secret| (jwk.clone(), secret))
            .collect::<Vec<_>>()
    };
    POINTS.iter().flat_map(of_point).collect()
}

/// A coordinate in 32 octets.
fn octets(hexadecimal: &str) -> Vec<u8> {
    hex::decode(format!("{hexadecimal:0>64}")).unwrap_or_default()
}
