Feature: How a connector asks for DATs
  A connector proves who it is by a request token of its own, and asks for its attributes. See IDS-G, DAPS, request token and request call.

  @DAPS-REQ-01
  Rule: The request token names the context of IDS

    Scenario: The request token of a connector has the JSON-LD context
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the JSON-LD context of IDS

  @DAPS-REQ-02
  Rule: The request token says that it is one

    Scenario: The request token of a connector has its type
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the type of a request token

  @DAPS-REQ-03
  Rule: The subject is who the certificate says

    Scenario: The subject of a request token is the identifier of the connector
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the identifier of the connector as its subject

  @DAPS-REQ-04
  Rule: Subject and issuer are the same

    Scenario: The request token of a connector has one name in it
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds one name for issuer and subject

  @DAPS-REQ-05
  Rule: The request token expires

    Scenario: The request token of a connector has an expiry
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds an expiry

  @DAPS-REQ-06
  Rule: The request token lives for a short time

    Scenario: The request token of a connector expires within minutes
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds a request token with a short life

  @DAPS-REQ-07
  Rule: The request token says when it was made

    Scenario: The request token of a connector has the time of its making
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the time of making

  @DAPS-REQ-08
  Rule: The request token says from when it is valid

    Scenario: The request token of a connector has the beginning of its validity
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the beginning of validity

  @DAPS-REQ-09
  Rule: The request token is valid at once

    Scenario: The request token of a connector is valid from its making on
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds a validity that begins with the making

  @DAPS-REQ-11
  Rule: The request token has an audience

    Scenario: The request token of a connector says for whom it is
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds an audience

  @DAPS-REQ-12
  Rule: The issuer is who the certificate says

    Scenario: The issuer of a request token is the identifier of the connector
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the identifier of the connector as its issuer

  @DAPS-REQ-15
  Rule: The grant is that of machines

    Scenario: A connector asks under the grant of machines
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the grant of machines

  @DAPS-REQ-16
  Rule: The assertion is of the type of RFC 7523

    Scenario: A connector names the type of its assertion
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the type of assertion of RFC 7523

  @DAPS-REQ-17
  Rule: The request token is signed with the key of the certificate

    Scenario: A connector signs its request token with the key of its certificate
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds a request token signed with the key of the connector

  @DAPS-REQ-18
  Rule: The request asks for the scope of the attributes

    Scenario: A connector asks for its attributes
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds the scope of the attributes

  @DAPS-REQ-19
  Rule: The request is a form that is sent by POST

    Scenario: A connector sends a form
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds a form that is sent by POST

  @DAPS-REQ-20
  Rule: No line breaks stand between parameters

    Scenario: A connector writes its parameters in one line
      When the connector under test asks its DAPS for a DAT
      Then the request of the connector holds no line break

  @DAPS-DAT-25
  Rule: The certificate of the identity is not for connections

    Scenario: A connector shows its DAPS no certificate of its identity
      When the connector under test asks its DAPS for a DAT
      Then the connector has not shown the certificate of its identity

  @IDSG-META-02
  Rule: A connector learns from the metadata where to ask

    Scenario: A connector looks at the metadata before it asks
      When the connector under test asks its DAPS for a DAT
      Then the connector has looked at the metadata before

  @IDSG-META-04
  Rule: Members that a connector does not know are ignored

    Scenario: A connector asks in spite of metadata that it does not know
      Given the metadata of the DAPS have a member that nobody knows
      When the connector under test asks its DAPS for a DAT
      Then the connector has asked its DAPS in spite of it
