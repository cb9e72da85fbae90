Feature: TLS at every address
  Which versions and suites a server agrees to shows on the wire: each handshake that has to be refused stands beside one that
  is permitted. See FAPI 1.0 Baseline, 7.1, FAPI 1.0 Advanced, 8.5, and BCP 195 (RFC 8996, RFC 9325).

  @FAPI1-BASE-7.1-00 @FAPI1-ADV-8.5-00
  Rule: Nothing is answered without TLS

    Scenario: The server answers nothing in the clear
      When somebody asks the authorization server without TLS
      Then nothing is answered in the clear

  @FAPI1-BASE-7.1-01
  Rule: No version before TLS 1.2 is spoken

    Scenario Outline: The server does not speak <version>
      When somebody offers <version> in handshakes with the authorization server
      Then no host agrees to that

      Examples: versions before TLS 1.2
        | version |
        | SSL 3.0 |
        | TLS 1.0 |
        | TLS 1.1 |

  @FAPI1-BASE-7.1-00b
  Rule: TLS is used as BCP 195 says

    Scenario Outline: The server does not agree to <weakness>
      When somebody offers <weakness> in handshakes with the authorization server
      Then no host agrees to that

      Examples: what BCP 195 rules out
        | weakness                    |
        | suites without encryption   |
        | suites without certificates |
        | suites that are broken      |
        | compression                 |

  @FAPI1-BASE-7.1-01-RS
  Rule: Resources are served with no version before TLS 1.2

    Scenario Outline: The resource server does not speak <version>
      When somebody offers <version> in handshakes with the resource server
      Then no host agrees to that

      Examples: versions before that of 2008
        | version |
        | SSL 3.0 |
        | TLS 1.0 |
        | TLS 1.1 |

  @FAPI1-BASE-7.1-00b-RS
  Rule: Resources are served with TLS as BCP 195 says

    Scenario Outline: The resource server does not agree to <weakness>
      When somebody offers <weakness> in handshakes with the resource server
      Then no host agrees to that

      Examples: what BCP 195 rules out for resources
        | weakness                    |
        | suites without encryption   |
        | suites without certificates |
        | suites that are broken      |
        | compression                 |

  @FAPI1-ADV-8.5-01-RS
  Rule: Resources are served below TLS 1.3 with four suites only

    Scenario: The resource server does not agree to any other suite
      When somebody offers suites other than the four in handshakes with the resource server
      Then no host agrees to that

  @FAPI1-ADV-8.5-01
  Rule: Below TLS 1.3 only four suites are spoken

    Scenario: The server does not agree to any other suite
      When somebody offers suites other than the four in handshakes with the authorization server
      Then no host agrees to that
