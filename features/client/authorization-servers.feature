Feature: What an office's client believes of its authorization server
  A client that follows whatever the metadata name signs for an attacker; one that uses whatever token it gets is led by the nose.
  Authentication page, checks by the client; https://www3.wipo.int/confluence/display/dascg/dascg

  Background:
    Given an office's client that registers documents

  @DAS-CLIENT-11
  Rule: Metadata of another issuer are of no use

    Scenario: Metadata that name another issuer end the exchange
      Given from then on the metadata name another issuer
      When the client registers a document
      Then the client asks for no token

  @DAS-CLIENT-12
  Rule: Assertions are for the host of the authorization server that the client was set up with

    Scenario: Metadata that lead to another host are not followed
      Given from then on the metadata name a token endpoint at another host
      When the client registers a document
      Then the client signs for no other host than that of its authorization server

  @DAS-CLIENT-13
  Rule: Without a token nothing is asked of DAS

    Scenario: A client that is refused a token tells so
      Given from then on the authorization server knows none of its clients
      When the client registers a document
      Then the client asks DAS for nothing without a token
      And the client tells that it is not done

  @DAS-AUTH-31-CLIENT
  Rule: An access token is checked before it is used

    Scenario Outline: A token is not used when <defect>
      Given from then on <defect>
      When the client registers a document
      Then the client does not use the access token

      Examples: signature, validity, audience and scope
        | defect                                                    |
        | access tokens are signed with a key that nobody published |
        | access tokens have expired when they are issued           |
        | access tokens are made for another audience               |
        | access tokens cover no scope                              |
