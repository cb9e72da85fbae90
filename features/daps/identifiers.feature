Feature: Identifiers of connectors
  A connector is who its certificate says: the key, and the authority that certified it. See IDS-G, DAPS, unique identifier.

  Background:
    Given the connector is known to the DAPS

  @DAPS-ID-01-DAPS
  Rule: A certificate that identifies nobody enrols nobody

    @requires:client-registration
    Scenario: A certificate without a Subject Key Identifier is not enrolled
      When a connector without a Subject Key Identifier is to be enrolled
      Then the DAPS does not enrol it

  @DAPS-ID-02
  Rule: An identifier is given once

    @requires:client-registration
    Scenario: A second certificate with an identifier in use is not enrolled
      When another certificate with the identifier of the connector is to be enrolled
      Then the DAPS does not enrol it

  @DAPS-ID-03
  Rule: The authority is part of who a connector is

    Scenario: A connector that shares its Subject Key Identifier with another is itself
      Given a connector with the same Subject Key Identifier is known to the DAPS
      When the connector asks the DAPS for a DAT
      Then the DAPS issues a DAT
      And the DAT holds the identifier of its connector
      And the DAT tells the attributes of the connector

    Scenario: The key of a connector under another authority makes another connector
      When the connector, certified by another authority asks the DAPS in its place
      Then the DAPS issues no DAT

  @DAPS-ID-04
  Rule: A connector is known by both key identifiers in their order

    Scenario: A connector that names both key identifiers gets a DAT
      When the connector asks the DAPS for a DAT
      Then the DAPS issues a DAT
      And the DAT holds the identifier of its connector

    Scenario Outline: The DAPS knows no connector by a request token <deviation>
      When the connector asks the DAPS with a request token <deviation>
      Then the DAPS issues no DAT

      Examples: other names
        | deviation                                                |
        | in the common name of its certificate                    |
        | in the subject name of its certificate                   |
        | in the name of its Subject Key Identifier alone          |
        | in the name of its Authority Key Identifier before the other |

  @DAPS-ID-05
  Rule: However a connector spells its identifier, a DAT spells it in one way

    Scenario Outline: A connector that spells its identifier <spelling> becomes no other
      When the connector spells its identifier <spelling>
      Then a DAT, if there is one, names the connector as the example spells it

      Examples: spellings
        | spelling       |
        | in lower case  |
        | without keyid  |
        | without colons |
