Feature: DAS under mutual TLS
  DAS is a protected resource like any other where a profile binds tokens to certificates. See FAPI 1.0 Advanced, 6.2.1, item 2, and
  8.2.

  Background:
    Given an office that DAS serves over mutual TLS

  @FAPI1-ADV-6.2.1-02 @FAPI1-ADV-8.2-02
  Rule: A bound token is served by DAS to its own certificate only

    Scenario: An office is served over a connection with its certificate
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: An office is not served over a connection <connection>
      When the office polls its retrievals over a connection <connection>
      Then DAS refuses the request

      @requires:another-client
      Examples: somebody else's connection to DAS
        | connection                        |
        | with another client's certificate |

      Examples: connections to DAS that anybody can make
        | connection                           |
        | with a certificate of its own making |
        | without a certificate                |

  @FAPI1-ADV-8.2-01
  Rule: A token that is bound to nobody is not served by DAS

    @requires:authorization-server-faults
    Scenario: An office with a bearer token is not served
      When the office polls its retrievals under an unbound token
      Then DAS refuses the request
