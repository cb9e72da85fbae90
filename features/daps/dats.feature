Feature: Dynamic Attribute Tokens
  A DAT tells everybody in the data space who a connector is and what it is known for. See IDS-G, DAPS, content of a DAT.

  Background:
    Given the connector is known to the DAPS

  @DAPS-DAT-02
  Rule: A DAT says in its header that it is a JWT

    Scenario: The header of a DAT has its type
      When the connector asks the DAPS for a DAT
      Then the DAT holds the type JWT in its header

  @DAPS-DAT-03
  Rule: A DAT names its key

    Scenario: The header of a DAT names its key
      When the connector asks the DAPS for a DAT
      Then the DAT holds the name of its key

  @DAPS-DAT-04
  Rule: The key of a DAT is published

    Scenario: The key of a DAT is among the published ones
      When the connector asks the DAPS for a DAT
      Then the DAT holds the name of a published key

  @DAPS-DAT-05 @IDSG-DAT-05
  Rule: A DAT is signed so that a published key verifies it

    Scenario: A DAT is verified with a published key
      When the connector asks the DAPS for a DAT
      Then the DAT holds a signature that a published key verifies

  @DAPS-DAT-06
  Rule: A DAT names the context of IDS

    Scenario: A DAT has the JSON-LD context
      When the connector asks the DAPS for a DAT
      Then the DAT holds the JSON-LD context of IDS

  @DAPS-DAT-07
  Rule: A DAT says what it is

    Scenario: A DAT has a type
      When the connector asks the DAPS for a DAT
      Then the DAT holds its type

  @DAPS-DAT-08
  Rule: The issuer of a DAT is the DAPS

    Scenario: A DAT names the DAPS that was asked
      When the connector asks the DAPS for a DAT
      Then the DAT holds the URL of the DAPS

  @DAPS-DAT-09
  Rule: The subject of a DAT comes from the certificate

    Scenario Outline: A DAT names <connector>
      Given <connector> is known to the DAPS
      When the connector asks the DAPS for a DAT
      Then the DAT holds the identifier of its connector

      Examples: keys and authorities
        | connector                                      |
        | the connector                                  |
        | a connector with an RSA key                    |
        | a connector with the same Subject Key Identifier |

    Scenario: The subject of a DAT is not copied from the request
      When the connector spells its identifier in lower case
      Then a DAT, if there is one, names the connector as the example spells it

  @DAPS-DAT-10
  Rule: A DAT has an expiry

    Scenario: A DAT expires
      When the connector asks the DAPS for a DAT
      Then the DAT holds its expiry

  @DAPS-DAT-11 @IDSG-DAT-06
  Rule: A DAT lives for a short time

    Scenario: A DAT expires within an hour
      When the connector asks the DAPS for a DAT
      Then the DAT holds a short life

  @DAPS-DAT-12
  Rule: A DAT says when it was made

    Scenario: A DAT has the time of its making
      When the connector asks the DAPS for a DAT
      Then the DAT holds the time of its making

  @DAPS-DAT-13
  Rule: A DAT says from when it is valid

    Scenario: A DAT has the beginning of its validity
      When the connector asks the DAPS for a DAT
      Then the DAT holds the time from which it is valid

  @DAPS-DAT-14
  Rule: A DAT is valid at once

    Scenario: A DAT is valid from its making on
      When the connector asks the DAPS for a DAT
      Then the DAT holds a validity that begins with its making

  @DAPS-DAT-15
  Rule: A DAT has an audience

    Scenario: A DAT says for whom it is
      When the connector asks the DAPS for a DAT
      Then the DAT holds an audience

  @DAPS-DAT-17
  Rule: A DAT names its scope

    Scenario: A DAT says what was granted
      When the connector asks the DAPS for a DAT
      Then the DAT holds the scope that was granted
