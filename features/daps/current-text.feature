Feature: Attribute provisioning on top of OAuth
  The current text takes requests from RFC 7523, metadata from RFC 8414 and the DAT from RFC 9068. See IDS-G, DAPS, server metadata,
  token response and dynamic claims request.

  Background:
    Given the connector is known to the DAPS

  @IDSG-META-01
  Rule: A DAPS offers metadata

    Scenario: The metadata say where DATs are issued and verified
      When somebody fetches the metadata of the DAPS
      Then the metadata tell where DATs are issued and verified

  @IDSG-META-03
  Rule: The issuer of the metadata is that of DATs

    Scenario: A DAT names the issuer as the metadata do
      When the connector asks the DAPS for a DAT
      Then the DAT has the issuer of the metadata

  @IDSG-RES-01
  Rule: A DAT comes in a token response

    Scenario: The answer to a connector is a token response
      When the connector asks the DAPS for a DAT
      Then the DAPS issues a DAT
      And the answer is a token response

  @IDSG-DAT-01
  Rule: A DAT has the claims of an access token

    Scenario: The claims of RFC 9068 stand in a DAT
      When the connector asks the DAPS for a DAT
      Then the DAT holds the claims of an access token

  @IDSG-DAT-02
  Rule: A DAT says in its header that it is an access token

    Scenario: The header of a DAT has the type of an access token
      When the connector asks the DAPS for a DAT
      Then the DAT holds the type of an access token in its header

  @IDSG-DAT-03
  Rule: A DAT says that it is one

    Scenario: A DAT has the type of a payload
      When the connector asks the DAPS for a DAT
      Then the DAT holds the type of a DAT payload

  @IDSG-DAT-07
  Rule: A DAT is for all connectors unless something else was agreed on

    Scenario: A DAT names the audience of all connectors
      When the connector asks the DAPS for a DAT
      Then the DAT holds the audience of all connectors

  @IDSG-CLAIMS-02
  Rule: A connector can have its transport certificates listed

    Scenario: Transport certificates are those that the connector asks for
      When the connector asks the DAPS to choose transportCertsSha256 itself
      Then the connector has chosen transportCertsSha256

  @IDSG-CLAIMS-03
  Rule: The claims of an access token are not for the connector to choose

    Scenario Outline: A connector does not choose <claim> of an access token
      When the connector asks the DAPS to choose <claim> itself
      Then the connector has not chosen <claim>

      Examples: RFC 9068
        | claim     |
        | iss       |
        | sub       |
        | exp       |
        | aud       |
        | client_id |
        | iat       |
        | jti       |

  @IDSG-CLAIMS-04
  Rule: The claims of JSON-LD are not for the connector to choose

    Scenario Outline: A connector does not choose <claim> of JSON-LD
      When the connector asks the DAPS to choose <claim> itself
      Then the connector has not chosen <claim>

      Examples: JSON-LD
        | claim    |
        | @context |
        | @type    |

  @IDSG-CLAIMS-05
  Rule: No claim gives a connector more rights than it has

    Scenario: A connector does not choose its security profile
      When the connector asks the DAPS to choose securityProfile itself
      Then the connector has not chosen securityProfile
