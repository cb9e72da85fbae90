Feature: Request objects of web clients
  What stands outside of the signed object can be changed by the browser, and a signed object that never ends can be used again. See FAPI
  1.0 Advanced, 5.2.3.

  Background:
    Given a web client that signs users in

  @FAPI1-ADV-5.2.3-08
  Rule: Every parameter stands within the signed request object

    Scenario: No parameter stands outside alone
      When a user signs in through the client
      Then every parameter stands within the request object

    Scenario: No parameter stands outside of a pushed object alone
      Given a web client that pushes its requests
      When a user signs in through the client
      Then every parameter stands within the request object

  @FAPI1-ADV-5.2.3-09
  Rule: Unless the request is pushed, response_type, client_id and scope stand beside the request object with the same values

    Scenario: Three parameters are repeated outside
      When a user signs in through the client
      Then response type, client id and scope stand beside the request object as they stand within it

  @FAPI1-ADV-5.2.3-10
  Rule: The request object is addressed to the issuer identifier of the server

    Scenario: The audience of a request object is the issuer
      When a user signs in through the client
      Then the request object is addressed to the issuer

  @FAPI1-ADV-5.2.3-11
  Rule: The request object has an exp no more than 60 minutes ahead

    Scenario: A request object ends soon
      When a user signs in through the client
      Then the request object expires within the hour

  @FAPI1-ADV-5.2.3-14
  Rule: The request object has an nbf

    Scenario: A request object has a beginning
      When a user signs in through the client
      Then the request object says from when on it is valid
