Feature: Requests for DATs
  A DAT is asked for under the grant of machines, by a form that is sent by POST. See IDS-G, DAPS, request call, and RFC 6749, 3.2 and 4.4.

  Background:
    Given the connector is known to the DAPS

  @DAPS-REQ-15-DAPS
  Rule: A DAT is issued under one grant

    Scenario Outline: A request <deviation> is refused for its grant
      When the connector sends its request <deviation>
      Then the DAPS issues no DAT

      Examples: grants
        | deviation                |
        | without a grant type     |
        | under the grant of codes |

  @DAPS-REQ-16-DAPS
  Rule: The request token is an assertion of RFC 7523

    Scenario Outline: A request <deviation> is refused for its assertion
      When the connector sends its request <deviation>
      Then the DAPS issues no DAT

      Examples: types of assertions
        | deviation                         |
        | without a type of its assertion   |
        | with the type of SAML assertions  |

  @DAPS-REQ-18-DAPS @DAPS-GEN-04 @DAPS-DAT-18
  Rule: A scope that nobody knows is not granted, and tells nothing

    Scenario Outline: A request <deviation> opens no attributes but those of the known scope
      When the connector sends its request <deviation>
      Then no scope is granted but that of the attributes, and no attribute without it

      Examples: scopes
        | deviation                                          |
        | for a scope that nobody knows                      |
        | for a scope that nobody knows beside the known one |
        | for no scope at all                                |

  @DAPS-REQ-19-DAPS
  Rule: A request is a form that is sent by POST

    Scenario Outline: A request <deviation> is refused for its form
      When the connector sends its request <deviation>
      Then the DAPS issues no DAT

      Examples: other ways to ask
        | deviation  |
        | in a query |
        | as JSON    |

  @DAPS-DAT-01
  Rule: Who does not prove who it is gets no DAT, and is told so

    Scenario: A connector that proves who it is gets a DAT
      When the connector asks the DAPS for a DAT
      Then the DAPS issues a DAT

    Scenario: A connector that does not prove who it is is refused in words
      When the connector asks the DAPS with a request token whose signature has one bit flipped
      Then the DAPS says that the connector is refused
