Feature: Assertions of an office's client
  By its assertion a client proves who it is. What is malformed here is refused by every careful server, now and then or always.
  Authentication page, private_key_jwt; https://www3.wipo.int/confluence/display/dascg/dascg

  @DAS-AUTH-13-CLIENT
  Rule: The client names itself as the issuer of its assertion

    Scenario: The issuer of the assertion is the client
      When the client registers a document
      Then the assertion names the client as its issuer

  @DAS-AUTH-14-CLIENT
  Rule: The client names itself as the subject of its assertion

    Scenario: The subject of the assertion is the client
      When the client registers a document
      Then the assertion names the client as its subject

  @DAS-AUTH-15-CLIENT
  Rule: The client addresses its assertion to the authorization server that it sends it to

    Scenario: The audience of the assertion is the authorization server
      When the client registers a document
      Then the assertion is addressed to the authorization server

  @DAS-AUTH-16-CLIENT
  Rule: The assertion states an expiry that lies ahead when it is sent

    Scenario: The assertion has not expired when it arrives
      When the client registers a document
      Then the assertion states an expiry that lies ahead

  @DAS-AUTH-16-CLIENT-FAR
  Rule: The assertion expires within a minute

    Scenario: The assertion is of no use to a thief for long
      When the client registers a document
      Then the assertion expires within a minute

  @DAS-AUTH-29
  Rule: The expiry is computed from UTC

    Scenario: The expiry is that of no other time zone
      When the client registers a document
      Then the expiry is computed from UTC

  @DAS-AUTH-18-CLIENT
  Rule: The assertion is signed with ES256 by the key that the client is registered with

    Scenario: The signature verifies with the registered key
      When the client registers a document
      Then the assertion is signed with ES256 by the key of the client

  @DAS-AUTH-20-CLIENT
  Rule: The assertion is three unpadded base64url parts joined by full stops

    Scenario: The assertion is in the compact form
      When the client registers a document
      Then the assertion is three unpadded base64url parts

  @DAS-AUTH-30-CLIENT
  Rule: The numbers of a signature have 32 octets each, also where they begin with zeros

    Scenario: A signature as it comes is whole
      When the client registers a document
      Then the signature has 64 octets

    @requires:chosen-signatures
    Scenario: A signature that begins with a zero octet is whole
      When the client signs an assertion whose signature begins with a zero octet
      Then the signature has 64 octets

  @DAS-AUTH-11
  Rule: The private key is never disclosed

    Scenario: The private key is in no request
      When the client registers a document
      Then the private key stays with the client
