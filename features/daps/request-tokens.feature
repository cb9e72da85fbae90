Feature: Request tokens
  A connector proves who it is by a token that it signs for this DAPS and for this moment. See IDS-G, DAPS, request token, and RFC 7523, 3.

  Background:
    Given the connector is known to the DAPS

  @DAPS-REQ-01-DAPS
  Rule: A request token names the context of IDS

    Scenario Outline: A request token <deviation> is refused for its context
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: contexts
        | deviation             |
        | without @context      |
        | with another @context |

  @DAPS-REQ-02-DAPS
  Rule: A request token says that it is one

    Scenario Outline: A request token <deviation> is refused for its type
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: types
        | deviation          |
        | without @type      |
        | with another @type |

  @DAPS-REQ-03-DAPS
  Rule: The subject is the connector whose key has signed

    Scenario Outline: A request token <deviation> gives nobody the DAT of another
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: keys and names of others
        | deviation                                |
        | in the name of another connector         |
        | signed with the key of another connector |

  @DAPS-REQ-04-DAPS
  Rule: Issuer and subject are the same

    Scenario Outline: A request token <deviation> is refused for its subject
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: subjects
        | deviation                         |
        | whose subject is another connector |
        | without sub                       |

  @DAPS-REQ-05-DAPS
  Rule: A request token has an expiry

    Scenario: A request token without an expiry is refused
      When the connector asks the DAPS with a request token without exp
      Then the DAPS issues no DAT

  @DAPS-REQ-05-EXPIRED
  Rule: A request token is good until it expires

    Scenario: A request token that has expired is refused
      When the connector asks the DAPS with a request token that expired an hour ago
      Then the DAPS issues no DAT

  @DAPS-REQ-07-DAPS
  Rule: A request token says when it was made

    Scenario: A request token that does not say when it was made is refused
      When the connector asks the DAPS with a request token without iat
      Then the DAPS issues no DAT

  @DAPS-REQ-08-DAPS
  Rule: A request token says from when it is valid

    Scenario: A request token that does not say from when it is valid is refused
      When the connector asks the DAPS with a request token without nbf
      Then the DAPS issues no DAT

  @DAPS-REQ-10
  Rule: A request token is good from its time on

    Scenario: A request token before its time is refused
      When the connector asks the DAPS with a request token that is valid in an hour
      Then the DAPS issues no DAT

  @DAPS-REQ-11-DAPS
  Rule: A request token is for the DAPS that is asked

    Scenario Outline: A request token <deviation> is refused for its audience
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: audiences
        | deviation        |
        | without aud      |
        | for another DAPS |

  @DAPS-REQ-12-DAPS
  Rule: The issuer is a pair of key identifiers

    Scenario Outline: A request token <deviation> comes from nobody
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: issuers
        | deviation                                       |
        | without iss                                     |
        | in the common name of its certificate           |
        | in the name of its Subject Key Identifier alone |
        | that is the published sample                    |

  @DAPS-REQ-13
  Rule: The issuer is known and valid

    Scenario: A connector that nobody enrolled gets no DAT
      When a connector that nobody enrolled asks the DAPS in its place
      Then the DAPS issues no DAT

    Scenario: A connector that nobody enrolled proves nothing by its certificate
      When a connector that nobody enrolled asks the DAPS in its place, showing its certificate
      Then the DAPS issues no DAT

    @requires:client-registration
    Scenario: A connector that was revoked gets no DAT
      When the connector is revoked and asks the DAPS again
      Then the DAPS issues no DAT

  @DAPS-REQ-14
  Rule: Each member stands there once, with one value

    Scenario Outline: A request token <deviation> is refused as ambiguous
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: several values
        | deviation                                         |
        | with exp twice, the one that is good first        |
        | with iss twice, that of the connector first       |
        | with a list of issuers                            |
        | with a list of expiries                           |

  @DAPS-REQ-14-LAST
  Rule: The last of several members counts no more than the others

    Scenario Outline: A request token <deviation> is refused although the last one is right
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: right at last
        | deviation                                  |
        | with exp twice, the one that is good last  |
        | with iss twice, that of the connector last |

  @DAPS-REQ-17-DAPS
  Rule: The key of the connector's certificate has signed

    Scenario: A request token signed on an elliptic curve is accepted
      When the connector asks the DAPS for a DAT
      Then the DAPS issues a DAT

    Scenario: A request token signed with an RSA key is accepted
      Given a connector with an RSA key is known to the DAPS
      When the connector asks the DAPS for a DAT
      Then the DAPS issues a DAT

    Scenario Outline: A request token <deviation> proves nothing
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: forgeries
        | deviation                                              |
        | whose signature has one bit flipped                    |
        | whose claims were changed after signing                |
        | signed with a key that nobody enrolled                 |
        | that nobody signed                                     |
        | that nobody signed, in capitals                        |
        | that nobody signed, in mixed letters                   |
        | keyed with the public key of the connector             |
        | signed with the key that stands in its header          |
        | signed with the key of the certificate in its header   |
