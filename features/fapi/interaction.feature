Feature: What users see
  Nothing is granted before the user has logged in and agreed, and the pages give nothing away. See FAPI 1.0 Baseline, 5.2.2,
  items 11, 12 and 17, 7.1 and 7.4.3, and OpenID Connect Core, 3.1.2.1.

  @FAPI1-BASE-5.2.2.1-03
  Rule: A user is authenticated as the request asks

    @requires:user-login
    Scenario: A user with a wrong password gets no further
      When the client asks a user who does not know the password
      Then the authorization server refuses the authorization request

    Scenario: A request that forbids pages is refused where nobody is logged in
      When the client asks a user for authorization with prompt none
      Then the authorization server refuses the authorization request

  @FAPI1-BASE-5.2.2-12
  Rule: Nothing is granted that the user has not agreed to

    @requires:user-login
    Scenario: A user who has logged in and decided nothing has granted nothing
      When the client asks a user who logs in and leaves
      Then the authorization server refuses the authorization request

    @requires:user-denial
    Scenario: A user who denies a request has granted nothing
      When the client asks a user who denies it
      Then the authorization server refuses the authorization request

  @FAPI1-BASE-7.1-03
  Rule: Pages are visited over TLS only

    Scenario: A page tells the browser to come back over TLS only
      When a user opens the page of a request
      Then the page carries "Strict-Transport-Security"

  @FAPI1-BASE-7.4.3-01
  Rule: Addresses of pages are not told to others

    Scenario: A page tells the browser to keep its address to itself
      When a user opens the page of a request
      Then the page carries "Referrer-Policy"

  @OIDC-CORE-5.5.1.1-1 @FAPI1-BASE-5.2.2-11
  Rule: A level of assurance that is asked for as essential is reached, or the request fails

    Scenario: A level that the server reaches is stated in the ID token
      When the client asks a user for authorization at a level of assurance that the profile has
      Then the ID token tells the level that was asked for

    Scenario: A level that nobody reaches is refused
      When the client asks a user for authorization at a level of assurance that nobody reaches
      Then the authorization server refuses the authorization request
