Feature: What a request may say to the resource server
  What a client says beside its token helps the server and is no reason to refuse. See FAPI 1.0 Baseline, 6.2.1, items 13 and 14, and
  6.2.2.

  Background:
    Given a user has granted the client access to the resource

  @FAPI1-BASE-6.2.1-13
  Rule: The address of the customer is no reason to refuse

    Scenario Outline: A request that states <field> is served
      When the client reads the resource, stating <field>
      Then the resource server serves the request

      Examples: addresses
        | field                                                        |
        | an IPv4 address of the customer                              |
        | an IPv6 address of the customer in full                      |
        | an IPv6 address of the customer without its zeros            |
        | an IPv6 address of the customer in capitals                  |
        | an IPv6 address of the customer that ends in an IPv4 address |

  @RFC9110-5.1-1
  Rule: A header field that is not known is no reason to refuse

    Scenario Outline: A request beside which stands <field> is served
      When the client reads the resource, stating <field>
      Then the resource server serves the request

      Examples: header fields
        | field                            |
        | when the customer logged in      |
        | a header field that nobody knows |

  @FAPI1-BASE-6.2.1-14
  Rule: Scripts of other origins are let in, where they are served at all

    Scenario: An answer is shown to a script of another origin
      When a script of another origin reads the resource
      Then the answer lets the script have it

    Scenario: A browser is told that a script of another origin may show its token
      When a browser asks whether a script of another origin may read the resource
      Then the answer lets the script have it
      And the answer lets the script show its token
